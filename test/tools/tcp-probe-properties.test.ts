import { isDeepStrictEqual } from 'node:util';
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

type Observed = Parameters<typeof tcpProbe.judge>[0];
type Check = Finding['checks'][number];

/** Judges many observations; what breaks a law is in the counterexample that fast-check prints. */
const always = (holds: (finding: Finding, observed: Observed) => boolean): void =>
  fc.assert(
    fc.property(judged, ({ finding, observed }) => holds(finding, observed)),
    { numRuns },
  );
/** The checks of one port. */
const of = ({ checks }: Finding, number: number): Check[] =>
  checks.filter(({ test: name }) => name.includes(`:${number} `));
const every = <T>(all: readonly T[], holds: (one: T) => boolean): boolean => all.every(holds);

const MUDDLE = /undefined|NaN|Infinity|null|\[object/;
const OWN = /^(?:IPv\d fails, IPv\d works; )?(?:127\.0\.0\.1|::1|10\.0\.0\.2|172\.17\.0\.1)/;

describe('whatever was seen', () => {
  test(
    'the finding is well-formed, and told shortly',
    () =>
      expect(() =>
        always((finding) => {
          const short = ({ summary, evidence }: Check): boolean =>
            summary.length <= 200 && evidence.length <= 5 && !MUDDLE.test(summary + evidence.join(''));
          return isDeepStrictEqual(Finding.parse(finding), finding) && every(finding.checks, short);
        }),
      ).not.toThrow(),
    TIMEOUT,
  );

  test(
    'every claim has a code of the table and its next step',
    () =>
      expect(() =>
        always(({ checks }) =>
          every(checks, ({ status, code, fix }) => {
            const told = status === 'pass' || Boolean(fix?.summary);
            const coded =
              code === null
                ? status === 'pass' || status === 'unknown'
                : Object.hasOwn(tcpProbe.failures, code);
            return told && coded;
          }),
        ),
      ).not.toThrow(),
    TIMEOUT,
  );

  test(
    'no port fails where an address was spared, or could not be tried by a limit of our own',
    () =>
      expect(() =>
        always((finding, { refused, leftOut, host: view, ports }) => {
          const failing = (number: number): boolean =>
            of(finding, number).some(({ status }) => status === 'fail');
          if (refused.length + leftOut.length > 0) return !ports.some((one) => failing(one.port));
          if (view && !(view.ipv4 && view.ipv6)) return true;
          return every(ports, (one) => !one.addresses.some(untold) || !failing(one.port));
        }),
      ).not.toThrow(),
    TIMEOUT,
  );

  test(
    'what nobody answers for is never a pass',
    () =>
      expect(() =>
        always((finding, { ports }) =>
          every(
            ports.filter(({ control }) => control?.answer?.outcome === 'open'),
            (one) => every(of(finding, one.port), ({ status }) => status !== 'pass'),
          ),
        ),
      ).not.toThrow(),
    TIMEOUT,
  );

  test(
    'a port has at most one pass, and none beside a fail',
    () =>
      expect(() =>
        always((finding, { ports }) =>
          every(ports, (one) => {
            const count = (status: string): number =>
              of(finding, one.port).filter((check) => check.status === status).length;
            return count('pass') <= 1 && count('pass') * count('fail') === 0;
          }),
        ),
      ).not.toThrow(),
    TIMEOUT,
  );

  test(
    'a drop is claimed only where nothing came back',
    () =>
      expect(() =>
        always((finding, { ports }) =>
          every(ports, (one) => {
            const dropped = of(finding, one.port).some(({ code }) => code === 'tcp.timeout');
            return (
              !dropped ||
              one.addresses.some(({ tries }) => tries.every(({ outcome: how }) => !ANSWERS.includes(how)))
            );
          }),
        ),
      ).not.toThrow(),
    TIMEOUT,
  );

  test(
    'that nothing listens, or on loopback only, is said of this very host only',
    () =>
      expect(() =>
        always(({ checks }, { ports }) => {
          const listed = checks.filter(({ summary }) => /nothing listens|loopback only/.test(summary));
          const readable = ports.some(({ sockets: table }) => table?.available);
          return every(listed, ({ summary }) => OWN.test(summary) && readable);
        }),
      ).not.toThrow(),
    TIMEOUT,
  );
});

const ANSWERS: readonly Try['outcome'][] = ['open', 'refused', 'unreachable'];

/** Whether every try of an address was ended by this host, and not for want of a route. */
function untold({ tries, quiet: last, again }: Observed['ports'][number]['addresses'][number]): boolean {
  const all = [...tries, ...(last ? [last] : []), ...(again ? [again.dial] : [])];
  return all.every(
    ({ outcome: how, errno }) =>
      how === 'exhausted' || how === 'error' || (how === 'not-permitted' && errno !== 'EACCES'),
  );
}
