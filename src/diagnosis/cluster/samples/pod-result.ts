import type { Check } from '../../../core/check.ts';
import { Observation as TcpSeen } from '../../../tools/tcp-probe/observation.ts';
import type { WalkedLeg } from '../../walk.ts';
import { nameOf, type SampledPod } from './observation.ts';

/** What one sampled pod saw of the target. */
export interface PodResult {
  readonly pod: SampledPod;
  readonly state: 'connects' | 'fails';
  /** Of one that fails: how, e.g. "tcp.timeout". */
  readonly how?: string;
}

/** The sampled pods of which something is known: that of the walk by its own rows, the others by their probes. */
export function podResults(
  { checks, samples }: Pick<WalkedLeg, 'checks' | 'samples'>,
  walkedFrom: string,
): PodResult[] {
  const own = samples?.seen?.pods.find((pod) => nameOf(pod) === walkedFrom);
  const walked = own && resultOf(own, checks);
  const others = (samples?.others ?? []).flatMap(({ pod, looked: { finding, seen } }) => {
    const lookup = TcpSeen.safeParse(seen).data?.lookup;
    const nameless = lookup !== undefined && NO_ADDRESS.includes(lookup.outcome);
    return (
      (nameless
        ? { pod, state: 'fails' as const, how: 'the name does not resolve' }
        : resultOf(pod, finding.checks)) ?? []
    );
  });
  return [...(walked ? [walked] : []), ...others];
}

const NO_ADDRESS: readonly string[] = ['not-found', 'no-data', 'try-again', 'timeout'];

function resultOf(pod: SampledPod, checks: readonly Check[]): PodResult | undefined {
  const failing = checks.find(
    ({ layer, status }) => (layer === 'dns' || layer === 'tcp') && status === 'fail',
  );
  if (failing) return { pod, state: 'fails', how: failing.code ?? failing.summary };
  const connects = checks.some(
    ({ layer, status }) => layer === 'tcp' && (status === 'pass' || status === 'warn'),
  );
  return connects ? { pod, state: 'connects' } : undefined;
}
