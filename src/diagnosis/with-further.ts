import { type Check, claims } from '../core/check.ts';
import { readForward } from '../tools/path-mtu/evaluate/forward.ts';
import { Observation as MtuSeen } from '../tools/path-mtu/observation.ts';
import type { Observed } from './observed.ts';
import type { Looked } from './probe.ts';
import { failures } from '../tools/tls-inspect/failures.ts';

const { fail } = claims(failures);

/**
 * The checks of a leg together with what the further probes found: the MTU is a layer of its own, what the hops say is
 * evidence of the TCP failure that they were asked for, and full-size segments that arrive tell a large hello that is dropped
 * from a path that drops large packets.
 */
export function withFurther(
  checks: readonly Check[],
  further: readonly Looked<unknown>[],
  { onlyLargeHellosFail }: Pick<Observed, 'onlyLargeHellosFail'>,
): Check[] {
  const found = further.flatMap(({ finding }) => finding.checks);
  const mtu = found.filter(({ layer }) => layer === 'mtu');
  const hops = found.filter(({ layer }) => layer === 'tcp');
  const fits = further.some(fullSizeArrives);
  return [
    ...checks.map((check) => {
      if (check.layer === 'tcp' && check.status !== 'pass') return withHops(check, hops);
      return fits && onlyLargeHellosFail ? withoutSizeDoubt(check) : check;
    }),
    ...mtu,
  ];
}

/** Whether segments as large as this host sends them were acknowledged, on each path. */
function fullSizeArrives({ seen }: Looked<unknown>): boolean {
  const { paths = [] } = MtuSeen.safeParse(seen).data ?? {};
  return paths.length > 0 && paths.map(readForward).every((way) => way.kind === 'passes' && way.exact);
}

const withHops = (check: Check, hops: readonly Check[]): Check => ({
  ...check,
  evidence: [
    ...check.evidence,
    ...hops.flatMap(({ summary, evidence }) => [summary, ...evidence.slice(0, 2)]),
  ],
});

/** A stall that spares small hellos, on a path that carries full-size packets: something drops large hellos as such. */
function withoutSizeDoubt(check: Check): Check {
  if (check.code !== 'tls.stalls') return check;
  return fail('tls.large-hello', {
    test: check.test,
    summary: 'A large ClientHello is lost, a small one passes, and the path carries full-size packets',
    evidence: [...check.evidence, 'full-size segments are acknowledged (see MTU)'],
    ...(check.untrusted && { untrusted: check.untrusted }),
  });
}
