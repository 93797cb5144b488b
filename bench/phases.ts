import { join } from 'node:path';
import * as z from 'zod';
import { startServer } from './program.ts';
import { ms } from './row.ts';
import { median } from './sampling.ts';

const Marks = z.object({ ready: z.number(), loaded: z.number(), replied: z.number() });
const clock = join(import.meta.dirname, 'ends/phase-clock.mjs');

/** Where the start-up time goes: medians of runs of their own, since the clock inside the process costs some. */
export async function phases(rounds: number): Promise<string> {
  const seen: z.infer<typeof Marks>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const server = await startServer({ nodeArgs: ['--import', clock] });
    seen.push(Marks.parse(JSON.parse(await server.end())));
  }
  const at = (mark: keyof z.infer<typeof Marks>) => median(seen.map((marks) => marks[mark]));
  const [ready, loaded, replied] = [at('ready'), at('loaded'), at('replied')];
  return `Node ${ms(ready)}, our code ${ms(loaded - ready)}, reply ${ms(replied - loaded)}`;
}
