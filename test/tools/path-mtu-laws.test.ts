import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Segment, TcpSizes } from '../../src/core/world/mtu.ts';
import { type Forward, readForward } from '../../src/tools/path-mtu/evaluate/forward.ts';
import { likelyOverhead } from '../../src/tools/path-mtu/evaluate/overhead.ts';
import { payloadOf } from '../../src/tools/path-mtu/evaluate/wording.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 2_000);
const TIMEOUT = 60_000 + numRuns * 5;

const segment = fc.record({
  size: fc.constantFrom(200, 1280, 1400, 1401, 1402, 1450, 1500),
  round: fc.integer({ min: 1, max: 4 }),
  outcome: fc.constantFrom('acknowledged', 'acknowledged', 'stuck', 'waiting', 'window', 'ended'),
  ms: fc.integer({ min: 1, max: 900 }),
  resent: fc.boolean(),
});
const tcp = (segments: readonly Segment[]): TcpSizes => ({
  dial: { outcome: 'open', ms: 1 },
  spared: false,
  timestamps: true,
  headers: 52,
  mss: { send: 1460, advertised: 1460, pathMtu: 1500 },
  ceiling: 1500,
  ceilingBy: 'interface',
  visible: true,
  segments: [...segments],
  connections: segments.length,
  failed: 0,
});
const read = (segments: readonly Segment[], more: Partial<TcpSizes> = {}): Forward =>
  readForward({
    tcp: { ...tcp(segments), ...more },
    settings: { platform: 'linux', timestamps: true, mtuProbing: 0, noDiscovery: 0 },
    route: { known: true, interface: 'c0', interfaceMtu: 1500 },
  });
const count = (segments: readonly Segment[], size: number, ...outcomes: Segment['outcome'][]): number =>
  segments.filter((one) => one.size === size && outcomes.includes(one.outcome)).length;
const holds = (law: (segments: Segment[]) => void): void =>
  fc.assert(fc.property(fc.array(segment, { minLength: 1, maxLength: 30 }), law), { numRuns });

describe('the laws of reading segments', () => {
  test(
    'a number is given only when two rounds agree',
    () =>
      holds((segments) => {
        const way = read(segments);
        const size = way.kind === 'passes' || way.kind === 'hole' ? way.size : undefined;
        const agreeing = size === undefined ? 2 : count(segments, size, 'acknowledged');
        expect(agreeing).toBeGreaterThanOrEqual(2);
      }),
    TIMEOUT,
  );

  test(
    'a hole is where three tries failed, something was sent again in vain, and nothing larger passed',
    () =>
      holds((segments) => {
        const way = read(segments);
        const [size, top] = way.kind === 'hole' ? [way.size, way.above] : [9_999, 9_999];
        const above = segments.filter((one) => one.size > size);
        const failed = above.filter((one) => one.size <= top && ['stuck', 'waiting'].includes(one.outcome));
        const isSure = failed.length >= 3 && above.some(({ outcome }) => outcome === 'stuck');
        expect(isSure).toBe(way.kind === 'hole');
        expect(above.filter(({ outcome }) => outcome === 'acknowledged')).toEqual([]);
      }),
    TIMEOUT,
  );

  test(
    'a size that got through once and got stuck once is no path MTU',
    () =>
      holds((segments) => {
        const largest = Math.max(
          0,
          ...segments.filter(({ outcome }) => outcome === 'acknowledged').map(({ size }) => size),
        );
        const stuck = segments.some(({ outcome, size }) => outcome === 'stuck' && size <= largest);
        const claimed = ['passes', 'hole', 'reduced'].includes(read(segments).kind);
        expect(stuck && claimed).toBe(false);
      }),
    TIMEOUT,
  );

  test(
    'the order of what was seen does not matter',
    () =>
      holds((segments) => {
        expect(read(segments.toReversed())).toEqual(read(segments));
      }),
    TIMEOUT,
  );

  test('that not even small ones pass is said only where small ones were tried', () => {
    const stuck = (size: number): Segment => ({ size, round: 1, outcome: 'stuck', ms: 900, resent: true });
    expect(read([stuck(1500), stuck(1500)])).toEqual({ kind: 'unmeasured', why: 'late' });
    expect(read([stuck(1500), stuck(200)])).toEqual({ kind: 'unmeasured', why: 'none-passes' });
  });

  test(
    'what cannot be seen is not judged',
    () =>
      holds((segments) => {
        expect(read(segments, { visible: false })).toEqual({ kind: 'unmeasured', why: 'invisible' });
        expect(read(segments, { spared: true })).toEqual({ kind: 'unmeasured', why: 'spared' });
      }),
    TIMEOUT,
  );
});

test.each([
  [8, /PPPoE/],
  [20, /IP-in-IP/],
  [24, /GRE/],
  [50, /VXLAN.*or IPsec/],
  [58, /OVN.*or IPsec/],
  [60, /WireGuard over IPv4.*or IPsec/],
  [66, /IPsec/],
  [70, /VXLAN or Geneve over IPv6/],
  [80, /WireGuard/],
])('%i bytes are the overhead of %s', (bytes, name) => expect(likelyOverhead(bytes)).toMatch(name));
test.each([0, 1, 12, 100, 500, -8])('%i bytes are no known overhead', (bytes) =>
  expect(likelyOverhead(bytes)).toBeUndefined(),
);

test('what ping calls a size', () => {
  expect([payloadOf(1500, 4), payloadOf(1448, 4), payloadOf(1464, 4), payloadOf(1500, 6)]).toEqual([
    1472, 1420, 1436, 1452,
  ]);
});
