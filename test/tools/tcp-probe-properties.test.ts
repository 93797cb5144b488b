import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Finding } from '../../src/core/finding.ts';
import type { Try } from '../../src/tools/tcp-probe/observation.ts';
import { tcpProbe } from '../../src/tools/tcp-probe/tool.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 10;

const ADDRESSES = ['10.0.0.1', '10.0.0.2', '127.0.0.1', '172.17.0.1', '2001:db8::1', '2001:db8::2', '::1'];
const ms = fc.oneof(fc.double({ min: 0, max: 12_000, noNaN: true }), fc.constantFrom(0.2, 980, 1003, 3060));
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const small = fc.nat(3);
const counters = fc.record({
  icmpDestUnreachIn: small,
  icmpTimeExceededIn: small,
  icmpUnmatched: small,
  icmpDestUnreachOut: small,
  attemptFails: small,
  synRetransmits: small,
  listenOverflows: small,
  noRoutes: small,
  overlapped: fc.boolean(),
});
const outcome = fc.constantFrom<Try['outcome']>(
  ...([
    'open',
    'refused',
    'reset',
    'timeout',
    'unreachable',
    'no-route',
    'not-permitted',
    'exhausted',
    'error',
  ] as const),
);
const ERRNOS = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EACCES',
  'EINVAL',
  'EMFILE',
  'EADDRNOTAVAIL',
  'EODD',
  '__proto__',
];
const without = <T extends object>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
const attempt = fc.record({
  outcome,
  ms,
  errno: maybe(fc.constantFrom(...ERRNOS)),
  local: maybe(fc.boolean()),
  localPort: maybe(fc.integer({ min: 1024, max: 65535 })),
  synsSent: maybe(fc.integer({ min: 1, max: 9 })),
});
const quiet = fc.tuple(attempt, maybe(counters)).map(([one, counted]) => ({ ...one, counters: counted }));
const heard = fc.record({
  outcome: fc.constantFrom('bytes', 'silent', 'closed', 'reset', 'not-connected'),
  ms,
  bytes: maybe(fc.base64String({ maxLength: 40 })),
  protocol: maybe(fc.constantFrom('ssh', 'mysql')),
  end: maybe(fc.constantFrom('closed', 'reset')),
});
const alike = fc
  .tuple(attempt, fc.integer({ min: 1, max: 4 }))
  .map(([one, count]) => Array.from({ length: count }, () => one));
const seen = (address: string) =>
  fc.record({
    address: fc.constant(address),
    tries: fc.oneof(alike, fc.array(attempt, { minLength: 1, maxLength: 6 })),
    heard,
    again: maybe(fc.record({ dial: attempt, heard })),
    quiet: maybe(quiet),
  });
const listener = fc.record({
  address: fc.constantFrom('127.0.0.1', '0.0.0.0', '::', '10.0.0.1'),
  backlog: small,
});
const sockets = fc.record({
  available: fc.boolean(),
  established: fc.constant([]),
  listeners: fc.array(listener, { maxLength: 3 }),
  more: fc.nat(1),
});
const port = fc.record({
  port: fc.constantFrom(22, 25, 443, 3306, 5432),
  addresses: fc
    .uniqueArray(fc.constantFrom(...ADDRESSES), { minLength: 1, maxLength: 4 })
    .chain((some) => fc.tuple(...some.map(seen))),
  control: maybe(fc.record({ waitedMs: fc.nat(500), answer: maybe(attempt) })),
  sockets: maybe(sockets),
});
const host = fc.record({
  interfaces: fc.constant([
    { name: 'docker0', addresses: ['172.17.0.1'], up: true },
    { name: 'eth0', addresses: ['10.0.0.2'], up: true },
  ]),
  routes: fc.constant(ADDRESSES.map((to) => ({ to, interface: 'docker0' }))),
  ipv4: fc.boolean(),
  ipv6: fc.boolean(),
});
const observation = fc.record({
  refused: fc.constantFrom([], [{ address: '169.254.1.1', rule: 'link-local' }]),
  leftOut: fc.constantFrom([], ['10.9.9.9']),
  host: maybe(host),
  ports: fc.uniqueArray(port, { minLength: 1, maxLength: 3, selector: (one) => one.port }),
});

const judged = fc
  .tuple(observation, fc.constantFrom('db.example.com', '10.0.0.1', 'localhost'))
  .map(([raw, name]) => {
    const stamped = {
      ...without(raw),
      at: '2026-11-23T02:14:07.000Z',
      vantage: { kind: 'local', name: 'x' },
    };
    const input = tcpProbe.input.parse({ host: name, ports: raw.ports.map((one) => one.port) });
    const observed = tcpProbe.observation.parse(stamped) as Parameters<typeof tcpProbe.judge>[0];
    return { observed, finding: tcpProbe.judge(observed, input) };
  });

const law = (
  name: string,
  holds: (one: { observed: Parameters<typeof tcpProbe.judge>[0]; finding: Finding }) => void,
): void => {
  test(name, () => void fc.assert(fc.property(judged, holds), { numRuns }), TIMEOUT);
};

describe('whatever was seen', () => {
  law('there is a well-formed finding, told shortly, and every claim has its next step', ({ finding }) => {
    expect(Finding.parse(finding)).toEqual(finding);
    for (const { status, code, summary, evidence, fix } of finding.checks) {
      expect(summary.length).toBeLessThanOrEqual(200);
      expect(evidence.length).toBeLessThanOrEqual(5);
      expect(summary + evidence.join('')).not.toMatch(/undefined|NaN|Infinity|null|\[object/);
      if (status !== 'pass') expect(fix?.summary).toBeTruthy();
      expect(code === null).toBe(status === 'pass' || status === 'unknown');
      if (code !== null) expect(Object.keys(tcpProbe.failures)).toContain(code);
    }
  });

  law(
    'no port fails where an address was let in, was not tried, or could not be',
    ({ observed, finding }) => {
      const spared = observed.refused.length + observed.leftOut.length > 0;
      const failing = finding.checks.filter(({ status }) => status === 'fail');
      if (spared) expect(failing).toEqual([]);
      for (const { addresses, port: number } of observed.ports) {
        const claimed = failing.filter(({ test: name }) => name.includes(`:${number} `));
        const blind = addresses.some(({ tries, quiet: last, again }) =>
          [...tries, ...(last ? [last] : []), ...(again ? [again.dial] : [])].every(
            ({ outcome: how, errno }) =>
              ['exhausted', 'error'].includes(how) || (how === 'not-permitted' && errno !== 'EACCES'),
          ),
        );
        const hidden = blind && observed.host?.ipv6 !== false && observed.host?.ipv4 !== false;
        if (hidden) expect(claimed).toEqual([]);
      }
    },
  );

  law('what nobody answers for is never a pass', ({ observed, finding }) => {
    for (const { control, port: number } of observed.ports) {
      if (control?.answer?.outcome !== 'open') continue;
      const passes = finding.checks.filter(
        ({ status, test: name }) => status === 'pass' && name.includes(`:${number} `),
      );
      expect(passes).toEqual([]);
    }
  });

  law('a port has at most one pass, and none beside a fail', ({ observed, finding }) => {
    for (const { port: number } of observed.ports) {
      const own = finding.checks.filter(({ test: name }) => name.includes(`:${number} `));
      const count = (status: string): number => own.filter((check) => check.status === status).length;
      expect(count('pass')).toBeLessThanOrEqual(1);
      expect(count('pass') * count('fail')).toBe(0);
    }
  });

  law('a drop is claimed only where nothing came back', ({ observed, finding }) => {
    for (const { test: name } of finding.checks.filter(({ code }) => code === 'tcp.timeout')) {
      const silent = observed.ports.some(
        ({ port: number, addresses }) =>
          name.includes(`:${number} `) &&
          addresses.some(({ tries }) =>
            tries.every(({ outcome: how }) => !['open', 'refused', 'unreachable'].includes(how)),
          ),
      );
      expect(silent).toBe(true);
    }
  });

  law(
    'that nothing listens, or on loopback only, is said of this very host only',
    ({ observed, finding }) => {
      for (const { summary } of finding.checks) {
        if (!/nothing listens|loopback only/.test(summary)) continue;
        expect(summary).toMatch(
          /^(?:IPv\d fails, IPv\d works: )?(?:127\.0\.0\.1|::1|10\.0\.0\.2|172\.17\.0\.1)/,
        );
        expect(observed.ports.some(({ sockets: table }) => table?.available)).toBe(true);
      }
    },
  );
});
