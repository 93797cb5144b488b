import { expect, test } from 'vitest';
import type { Dial, DialRequest } from '../../../src/core/world/dial.ts';
import { dialEndpoints } from '../../../src/diagnosis/cluster/endpoints/dial-endpoints.ts';

const ready = (count: number, declared: number[] = []) =>
  Array.from({ length: count }, (_, n) => ({ address: `10.1.0.${n + 1}`, port: 8080, declared }));

/** A source whose dials end as `outcomeOf` says, each taking `ms` of its clock. */
function source(outcomeOf: (request: DialRequest) => Dial['outcome'], ms = 0) {
  const dialled: string[] = [];
  let [now, open, most] = [0, 0, 0];
  const vantage = {
    async dial(request: DialRequest): Promise<Dial> {
      dialled.push(`${request.address}:${request.port}`);
      most = Math.max(most, ++open);
      await Promise.resolve();
      now += ms;
      open--;
      return { address: request.address, port: request.port, outcome: outcomeOf(request), ms: 1 };
    },
  };
  const look = (count: number, more: { declared?: number[]; tryDeclared?: boolean } = {}) =>
    dialEndpoints(
      {
        vantage,
        elapsed: () => now,
        signal: new AbortController().signal,
        tryDeclared: more.tryDeclared ?? false,
      },
      ready(count, more.declared),
    );
  return { dialled, look, most: () => most };
}

test('sixteen at most, a few at a time, in order', async () => {
  const { look, dialled, most } = source(() => 'open');
  const { endpoints, more } = await look(20);
  expect(endpoints.map(({ address }) => address)).toEqual(ready(16).map(({ address }) => address));
  expect(more).toBe(4);
  expect(dialled).toHaveLength(16);
  expect(most()).toBeLessThanOrEqual(4);
});

test('one that fails where others answer is tried once more; where all fail, none is', async () => {
  const some = source(({ address }) => (address.endsWith('.2') ? 'timeout' : 'open'));
  const { endpoints } = await some.look(3);
  expect(endpoints.map(({ tries }) => tries.length)).toEqual([1, 2, 1]);
  const all = source(() => 'timeout');
  expect((await all.look(3)).endpoints.map(({ tries }) => tries.length)).toEqual([1, 1, 1]);
});

test('silence does not make it wait for ever: what is out of time is not dialled, and counted', async () => {
  const { look } = source(() => 'timeout', 4_000);
  const { endpoints, more } = await look(16);
  expect(endpoints.length).toBeLessThan(16);
  expect(endpoints.length + more).toBe(16);
});

test('other declared ports are tried where all refuse and the targetPort is suspected', async () => {
  const served = ({ port }: DialRequest): Dial['outcome'] => (port === 9090 ? 'open' : 'refused');
  const suspected = source(served);
  const { endpoints } = await suspected.look(2, { declared: [9090, 9091], tryDeclared: true });
  expect(endpoints[0]?.others).toEqual([
    { port: 9090, answer: { outcome: 'open', ms: 1 } },
    { port: 9091, answer: { outcome: 'refused', ms: 1 } },
  ]);
  const unsuspected = source(served);
  expect((await unsuspected.look(2, { declared: [9090] })).endpoints[0]?.others).toEqual([]);
  const dropped = source(({ address }) => (address.endsWith('.2') ? 'timeout' : 'refused'));
  expect((await dropped.look(2, { declared: [9090], tryDeclared: true })).endpoints[0]?.others).toEqual([]);
});
