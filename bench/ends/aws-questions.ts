import { live } from '../../src/core/steps.ts';
import { sgChain } from '../../src/tools/sg-chain/tool.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { median } from '../sampling.ts';

/** Asks about the dump in the folder given; prints the first answer's time with load, the median of further ones, and the memory. */
const [folder = ''] = process.argv.slice(2);
const started = performance.now();
const world = await openWorld({ awsDump: folder });
const ask = async (source: number, destination: number): Promise<void> => {
  const input = sgChain.input.parse({
    source: `eni-${source}`,
    destination: `10.0.${destination >> 8}.${destination & 255}`,
    port: 1005,
  });
  const context = { world, steps: live, signal: AbortSignal.timeout(60_000), progress: () => {} };
  const { status } = await sgChain.run(context, input);
  if (status === 'unknown' || status === 'skipped') throw new Error(`the question came to ${status}`);
};
await ask(7, 12_345);
const first = performance.now() - started;
const further: number[] = [];
for (let round = 0; round < 300; round++) {
  const at = performance.now();
  await ask(100 + round, 20_000 + round);
  further.push(performance.now() - at);
}
const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
process.stdout.write(JSON.stringify({ first, further: median(further), megabytes }));
