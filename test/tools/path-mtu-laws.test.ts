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
    'a number is given only when two rounds agree, and a hole only where something was sent again in vain',
    () =>
      holds((segments) => {
        const way = read(segments);
        if (way.kind === 'passes' || way.kind === 'hole')
          expect(count(segments, way.size, 'acknowledged')).toBeGreaterThanOrEqual(2);
        if (way.kind !== 'hole') return;
        const above = segments.filter(({ size }) => size > way.size);
        expect(above.some(({ outcome }) => outcome === 'stuck')).toBe(true);
        expect(above.filter(({ outcome }) => outcome === 'acknowledged')).toEqual([]);
        expect(count(segments, way.above, 'stuck', 'waiting')).toBeGreaterThan(0);
        if (way.above === way.size + 1)
          expect(count(segments, way.above, 'stuck', 'waiting')).toBeGreaterThanOrEqual(3);
      }),
    TIMEOUT,
  );

  test(
    'a size that got through once and got stuck once is no path MTU',
    () =>
      holds((segments) => {
        const acknowledged = segments
          .filter(({ outcome }) => outcome === 'acknowledged')
          .map(({ size }) => size);
        const largest = Math.max(0, ...acknowledged);
        const stuck = segments.some(({ outcome, size }) => outcome === 'stuck' && size <= largest);
        if (stuck) expect(['uneven', 'unmeasured']).toContain(read(segments).kind);
      }),
    TIMEOUT,
  );

  test(
    'the order of what was seen does not matter',
    () => holds((segments) => expect(read(segments.toReversed())).toEqual(read(segments))),
    TIMEOUT,
  );

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
