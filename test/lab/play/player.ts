import { createInterface } from 'node:readline';
import { SCENARIOS } from '../scenarios/index.ts';
import { openLab } from './open-lab.ts';
import { play } from './play.ts';

// Plays the scenarios whose names come on standard input, a line each, side by side, and writes for each a line of JSON:
// {name, problems}. Ends, with everything taken down, when its input has ended.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
await using lab = await openLab();
const playing: Promise<void>[] = [];
for await (const name of createInterface({ input: process.stdin })) playing.push(perform(name));
await Promise.all(playing);

async function perform(name: string): Promise<void> {
  const scenario = SCENARIOS.find((each) => each.name === name);
  const { problems } = scenario ? await play(scenario, lab.pki) : { problems: ['no such scenario'] };
  process.stdout.write(`${JSON.stringify({ name, problems })}\n`);
}
