import { CannotObserve } from '../../../core/cannot-observe.ts';
import { isRunning, samplePods } from '../../../core/kubernetes/choose-pod.ts';
import { podsOf } from '../../../core/kubernetes/pods-of.ts';
import { parseSource } from '../../../core/target/source.ts';
import type { Context } from '../../../core/tool.ts';
import type { Question } from '../../question.ts';
import type { Looked, Probe } from '../../probe.ts';
import type { Survey } from '../../survey.ts';
import { nameOf, type SampledPod, type SampleSeen } from './observation.ts';

/** What the other sampled pods of the source's workload saw; `why`: they could not be found. */
export interface SamplesLooked {
  readonly seen?: SampleSeen;
  readonly others: readonly { readonly pod: SampledPod; readonly looked: Looked<unknown> }[];
  readonly why?: string;
}

export type SamplesProbe = (context: Context) => Promise<SamplesLooked>;

/**
 * The question to the other pods of a source that is a workload, as many pods may differ: `ask` is the probe from one of them.
 * Undefined where the source is no workload, or nothing is sent from it.
 */
export function samplesProbe(
  { source, target, kubeContext }: Question,
  { vantage }: Survey,
  ask: (from: string) => Probe,
): SamplesProbe | undefined {
  const workload = source === undefined ? undefined : parseSource(source);
  if (workload?.kind !== 'workload' || vantage.kind !== 'pod') return undefined;
  return async (context) => {
    const { steps, world, signal } = context;
    try {
      const seen = await steps.observe(
        'diagnose',
        { target: target.text, part: 'sample', source },
        async (): Promise<SampleSeen> => {
          const pods = await podsOf(world.kubernetes, workload, signal, kubeContext);
          const sampled = samplePods(pods).map(({ metadata, spec }): SampledPod => ({
            namespace: metadata.namespace,
            name: metadata.name,
            ...(spec.nodeName !== undefined && { node: spec.nodeName }),
            ...(metadata.creationTimestamp !== undefined && { created: metadata.creationTimestamp }),
            labels: metadata.labels,
          }));
          return { at: world.now(), vantage, running: pods.filter(isRunning).length, pods: sampled };
        },
      );
      const at = workload.container === undefined ? '' : `@${workload.container}`;
      // The walk itself looks from one of them.
      const others = seen.pods.filter((pod) => nameOf(pod) !== vantage.name);
      return {
        seen,
        others: await Promise.all(
          others.map(async (pod) => ({ pod, looked: await ask(`${nameOf(pod)}${at}`).ask(context) })),
        ),
      };
    } catch (error) {
      if (!(error instanceof CannotObserve)) throw error;
      return { others: [], why: error.message };
    }
  };
}
