import { type Check, claims } from '../core/check.ts';
import type { Finding } from '../core/finding.ts';
import type { Observed } from './observed.ts';
import { failures } from '../tools/tls-inspect/failures.ts';

const { fail } = claims(failures);

/**
 * The checks of a leg together with what the further probes found: the MTU is a layer of its own, what the hops say is
 * evidence of the TCP failure that they were asked for, and full-size segments that arrive tell a large hello that is dropped
 * from a path that drops large packets.
 */
export function withFurther(
  checks: readonly Check[],
  further: readonly Finding[],
  { onlyLargeHellosFail }: Pick<Observed, 'onlyLargeHellosFail'>,
): Check[] {
  const mtu = further.flatMap(({ checks: found }) => found.filter(({ layer }) => layer === 'mtu'));
  const hops = further.flatMap(({ checks: found }) => found.filter(({ layer }) => layer === 'tcp'));
  const fits = mtu.length > 0 && mtu.every(({ status }) => status === 'pass');
  return [
    ...checks.map((check) => {
      if (check.layer === 'tcp' && check.status !== 'pass') return withHops(check, hops);
      return fits && onlyLargeHellosFail ? withoutSizeDoubt(check) : check;
    }),
    ...mtu,
  ];
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
