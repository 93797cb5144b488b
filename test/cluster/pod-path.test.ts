import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Finding } from '../../src/core/finding.ts';
import { live } from '../../src/core/steps.ts';
import type { Context } from '../../src/core/tool.ts';
import { pathMtu } from '../../src/tools/path-mtu/tool.ts';
import { pathTrace } from '../../src/tools/path-trace/tool.ts';
import { needs } from '../needs.ts';
import { stubWorld } from '../protocol/stub-world.ts';
import { SERVER, SERVER_V6 } from '../world/tcp-lab.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';

const START_MS = 120_000;
const TEST_MS = 90_000;
const wants = containerNeeds();

describe(
  'the size of packets and the hops, from a pod',
  {
    ...needs({
      ...wants,
      commands: [...(wants.commands ?? []), 'python3', 'ping', 'traceroute', 'tracepath', 'busybox', 'nft'],
      packages: [
        ...(wants.packages ?? []),
        'python3',
        'iputils-ping',
        'traceroute',
        'iputils-tracepath',
        'busybox',
        'nftables',
      ],
    }),
    timeout: TEST_MS,
  },
  () => {
    let scene: PodScene;
    beforeAll(async () => {
      scene = await podScene({
        python3: {},
        ping: { programs: ['ping', 'cat', 'bash'] },
        hops: { programs: ['traceroute', 'cat', 'bash'] },
        tracepath: { programs: ['tracepath', 'cat', 'bash'] },
        busybox: {},
      });
    }, START_MS);
    afterAll(() => scene?.[Symbol.asyncDispose]());

    async function asking(pod: string): Promise<Context> {
      const vantage = await scene.vantage(pod);
      const world = { ...stubWorld, vantage: async () => vantage };
      return { world, signal: new AbortController().signal, steps: live, progress: () => undefined };
    }
    const mtu = async (pod: string, host = SERVER, port?: number): Promise<Finding> =>
      pathMtu.run(await asking(pod), pathMtu.input.parse({ host, from: `shop/${pod}`, port }));
    const holed = async <T>(most: number, look: () => Promise<T>): Promise<T> => {
      scene.lab.rule('r', `meta length > ${most} drop`);
      try {
        return await look();
      } finally {
        scene.lab.nft('r', 'flush chain inet f pass');
      }
    };

    test.each([SERVER, SERVER_V6])('a healthy path to %s, by segments of python3', async (host) => {
      const { checks } = await mtu('python3', host, 8080);
      expect(checks).toMatchObject([{ layer: 'mtu', status: 'pass' }]);
      expect(checks[0]?.summary).toContain('packets of 1500 bytes');
    });

    test.each([SERVER, SERVER_V6])('a black hole on the way to %s, to the byte', async (host) => {
      const { checks, connectionsMade } = await holed(1393, () => mtu('python3', host, 8080));
      expect(checks[0]).toMatchObject({ code: 'mtu.black-hole', status: 'fail' });
      expect(checks[0]?.summary).toContain('1393');
      expect(checks[0]?.fix?.summary).toContain('AWS_VPC_ENI_MTU');
      expect(connectionsMade).toBeLessThanOrEqual(45);
    });

    test.each(['python3', 'ping'])('a link of 1400 that says so, by %s', async (pod) => {
      scene.lab.ip('r', 'link set b0 mtu 1400');
      const { checks } = await mtu(pod, SERVER, 8080).finally(() => {
        scene.lab.ip('r', 'link set b0 mtu 1500');
        scene.lab.ip('c', 'route flush cache');
      });
      expect(checks[0]?.code).toMatch(/^mtu\.(?:reduced|encap-overhead)$/);
      expect(checks[0]?.status).toBe('warn');
      expect(checks[0]?.summary).toContain('1400');
    });

    test('by ping alone', async () => {
      const healthy = await mtu('ping', SERVER, 8080);
      expect(healthy.checks).toMatchObject([{ status: 'pass' }]);
      const { checks } = await holed(1420, () => mtu('ping', SERVER, 8080));
      expect(checks[0]).toMatchObject({ code: 'mtu.black-hole', status: 'warn' });
      expect(checks[0]?.summary).toContain('1420');
    });

    test('a port that is MySQL’s by custom gets one connection and no segment', async () => {
      const finding = await mtu('python3', SERVER, 3306);
      expect(finding.checks.every(({ status }) => status === 'unknown')).toBe(true);
      expect(finding.connectionsMade).toBeLessThanOrEqual(3);
    });

    test('a container without such programs: unknown, with the command', async () => {
      for (const tool of [pathMtu, pathTrace]) {
        const context = await asking('busybox');
        const { checks } = await tool.run(context, tool.input.parse({ host: SERVER, port: 8080 }));
        expect(checks).toMatchObject([
          {
            status: 'unknown',
            fix: { command: expect.stringContaining('kubectl -n shop debug -it busybox') },
          },
        ]);
      }
    });

    test.each(['hops', 'tracepath'])('the hops by %s', async (pod) => {
      const context = await asking(pod);
      const { checks } = await pathTrace.run(context, pathTrace.input.parse({ host: SERVER, port: 8080 }));
      expect(checks[0]).toMatchObject({ status: 'pass' });
      expect(JSON.stringify(checks[0])).toContain('10.81.1.1');
    });
  },
);
