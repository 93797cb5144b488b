import { Finding } from '../../src/core/finding.ts';
import { asker } from '../asking.ts';
import { median, timed } from '../sampling.ts';

// Asks one tool again and again, in a process of its own so that it can run in a network namespace.
// Arguments: TOOL INPUT ROUNDS. Prints {ms, status, summary}: the median, and what the last answer says.
const [tool = '', input = '', rounds = ''] = process.argv.slice(2);
const ask = await asker();
const taken: number[] = [];
let answer: unknown;
// One round ahead of the count warms it up.
for (let round = -1; round < Number(rounds); round += 1) {
  const ms = await timed(async () => void (answer = await ask(tool, JSON.parse(input) as object)));
  if (round >= 0) taken.push(ms);
}
const { status, checks } = Finding.parse(answer);
console.log(JSON.stringify({ ms: median(taken), status, summary: checks[0]?.summary ?? '' }));
