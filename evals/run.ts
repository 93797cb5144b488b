import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { mayBuild, whereNetworksAre } from '../test/lab/rights.ts';
import { play } from './play.ts';
import { record } from './record.ts';
import { scenarios } from './scenario.ts';
import { table } from './table.ts';

// npm run evals [-- [--record] [PATTERN]]: plays the scenarios whose names match and prints what each took; --record first makes
// the recordings of their worlds anew, in the lab.
const { values, positionals } = parseArgs({
  options: { record: { type: 'boolean' } },
  allowPositionals: true,
});
const [pattern = ''] = positionals;
const chosen = scenarios().filter(({ name }) => new RegExp(pattern).test(name));

if (values.record && !mayBuild()) process.exitCode = runWhereNetworksAre();
else await run();

async function run(): Promise<void> {
  const problems = values.record ? await record(chosen) : [];
  for (const problem of problems) console.error(problem);
  const outcomes = [];
  for (const scenario of chosen) outcomes.push(await play(scenario));
  console.log(table(outcomes));
  const right = outcomes.filter(({ lacks }) => lacks.length === 0).length;
  console.log(`${right} of ${outcomes.length} root causes stated.`);
  process.exitCode = right === outcomes.length && problems.length === 0 ? 0 : 1;
}

function runWhereNetworksAre(): number {
  const { argv, env } = whereNetworksAre(import.meta.filename, process.argv.slice(2));
  const [command = '', ...args] = argv;
  return spawnSync(command, args, { env, stdio: 'inherit' }).status ?? 1;
}
