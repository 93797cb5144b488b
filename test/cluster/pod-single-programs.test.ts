import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vantage } from '../../src/core/world/world.ts';
import { needs } from '../needs.ts';
import { SERVER, SERVER_TOO, SERVER_V6 } from '../world/tcp-lab.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';

const START_MS = 120_000;
const TEST_MS = 60_000;
const wants = containerNeeds();
/** Containers that carry one program and nothing else, no shell either. */
const ALONE = ['curl', 'getent', 'dig', 'nslookup', 'wget', 'openssl'];
const commands = ['curl', 'dig', 'nslookup', 'wget', 'openssl'];
const packages = ['curl', 'bind9-dnsutils', 'wget', 'openssl'];

describe(
  'a container with a single program',
  {
    ...needs({
      ...wants,
      commands: [...(wants.commands ?? []), ...commands],
      packages: [...(wants.packages ?? []), ...packages],
    }),
    timeout: TEST_MS,
  },
  () => {
    let scene: PodScene;
    beforeAll(async () => {
      scene = await podScene(Object.fromEntries(ALONE.map((name) => [name, {}])));
      scene.lab.rule('r', 'tcp dport 4009 drop');
      scene.lab.rule('r', 'tcp dport 4010 reject with icmpx type admin-prohibited');
    }, START_MS);
    afterAll(() => scene?.[Symbol.asyncDispose]());

    const dial = async (vantage: Vantage, address: string, port: number) =>
      vantage.dial({ address, port, timeoutMs: 1_500 }, AbortSignal.timeout(TEST_MS));

    test.for([
      [SERVER, 8080, 'open'],
      [SERVER_V6, 8080, 'open'],
      [SERVER_TOO, 9, 'refused'],
      [SERVER_V6, 9, 'refused'],
      [SERVER, 4009, 'timeout'],
      [SERVER, 4010, 'unreachable'],
    ] as const)('curl connects to %s port %i: %s', async ([address, port, outcome]) => {
      const vantage = await scene.vantage('curl');
      expect(await dial(vantage, address, port)).toMatchObject({ outcome });
    });

    test('curl changes bytes, and is not used for them', async () => {
      const vantage = await scene.vantage('curl');
      const asked = { address: SERVER, port: 8080, url: `http://${SERVER}:8080/`, timeoutMs: 3_000 };
      const http = vantage.http(asked as never, AbortSignal.timeout(TEST_MS));
      await expect(http).rejects.toThrow('for bytes of any kind');
    });

    test('getent answers names, and opens nothing', async () => {
      const vantage = await scene.vantage('getent');
      const found = await vantage.lookup('pinned', AbortSignal.timeout(TEST_MS));
      expect(found).toMatchObject({ outcome: 'found', addresses: ['10.81.2.3'] });
      await expect(dial(vantage, SERVER, 8080)).rejects.toMatchObject({
        fix: { command: expect.stringContaining('kubectl -n shop debug -it getent') },
      });
    });

    test.each(['dig', 'nslookup', 'wget', 'openssl'])(
      '%s: unknown, with what a person can run',
      async (name) => {
        await expect(scene.vantage(name)).rejects.toMatchObject({
          fix: { command: expect.stringContaining(`kubectl -n shop debug -it ${name}`) },
        });
      },
    );
  },
);
