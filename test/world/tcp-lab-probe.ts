import { live } from '../../src/core/steps.ts';
import { tcpProbe } from '../../src/tools/tcp-probe/tool.ts';
import { openWorld } from '../../src/world/open-world.ts';

// Run inside a namespace: asks tcp_probe there and prints what it saw and found.
const { input, names } = JSON.parse(process.argv[2] ?? '{}') as {
  input: object;
  names: Record<string, string[]>;
};
const world = await openWorld();
const context = {
  world: {
    ...world,
    async vantage() {
      const vantage = await world.vantage(undefined);
      return {
        ...vantage,
        lookup: async (name: string) => ({
          name,
          outcome: 'found' as const,
          addresses: names[name] ?? [],
          ms: 0.1,
        }),
      };
    },
  },
  signal: new AbortController().signal,
  steps: live,
  progress: () => {},
};
const asked = tcpProbe.input.parse(input);
const observation = await tcpProbe.look(context, asked);
process.stdout.write(JSON.stringify({ observation, finding: tcpProbe.judge(observation, asked) }));
