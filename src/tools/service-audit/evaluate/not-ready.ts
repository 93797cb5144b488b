import type { Check } from '../../../core/check.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { isFinished, isModelled, isReady, isTerminating } from '../../../core/kubernetes/pod-state.ts';
import { type Case, endpointsTest, kubectl } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';
import { type Unready, unready } from './unready.ts';
import { counted } from './wording.ts';

/** Pods that should be ready and are not. */
export const unreadyPods = ({ seen }: Case): Pod[] =>
  (seen.pods?.objects ?? []).filter(
    (pod) => !isReady(pod) && !isFinished(pod) && !isTerminating(pod) && !isModelled(pod),
  );

/** No pod is ready: the Service has nobody to send to. */
export const noneReady = (about: Case, pods: readonly Pod[]): Check => say(about, pods, 'fail');

/** Some pods are not ready, and others answer. */
export const someNotReady = (about: Case, pods: readonly Pod[]): Check => say(about, pods, 'warn');

function say(about: Case, pods: readonly Pod[], status: 'fail' | 'warn'): Check {
  const { seen, label, service, input } = about;
  const { namespace } = service.metadata;
  const reasons = grouped(pods.map((pod) => ({ pod, why: unready(pod, seen.events?.objects ?? []) })));
  const [main] = reasons;
  const many = seen.pods?.found ?? pods.length;
  const who =
    status === 'fail'
      ? many === 1
        ? `The only pod behind ${label} is not ready`
        : `None of the ${counted(many, 'pod')} behind ${label} is ready`
      : `${pods.length} of the ${counted(many, 'pod')} behind ${label} ${pods.length === 1 ? 'is' : 'are'} not ready`;
  const name = main?.pods[0]?.metadata.name;
  return claim[status]('service.not-ready', {
    test: endpointsTest(about),
    summary: main ? `${who}: ${main.why.clause}` : who,
    evidence: [
      ...reasons.slice(0, 3).map(({ pods: same, why }) => `${nameAll(same)}: ${why.clause}`),
      ...(main?.why.evidence ?? []),
      ...since(main?.pods[0]),
      ...(status === 'fail' ? changed(about) : []),
    ],
    untrusted: main?.why.quotes ?? [],
    ...(name !== undefined && {
      fix: {
        summary: 'Mend what keeps the pods from being ready; their description and log say more.',
        command: `${kubectl(input, namespace)} describe pod ${name}`,
        verify: `${kubectl(input, namespace)} get pod ${name}`,
      },
    }),
  });
}

interface Reason {
  readonly why: Unready;
  readonly pods: Pod[];
}

/** Pods with the same reason together, the reason of most pods first. */
function grouped(all: readonly { pod: Pod; why: Unready }[]): Reason[] {
  const byClause = new Map<string, Reason>();
  for (const { pod, why } of all) {
    const known = byClause.get(why.clause);
    if (known) known.pods.push(pod);
    else byClause.set(why.clause, { why, pods: [pod] });
  }
  return [...byClause.values()].toSorted((a, b) => b.pods.length - a.pods.length);
}

const nameAll = (pods: readonly Pod[]): string => {
  const [first] = pods;
  const name = first?.metadata.name ?? '';
  return pods.length > 1 ? `${name} and ${pods.length - 1} more` : name;
};

function since(pod: Pod | undefined): string[] {
  const ready = pod?.status.conditions.find(({ type }) => type === 'Ready');
  const time = ready?.lastTransitionTime;
  return time !== undefined && /^[0-9TZ:.+-]{1,40}$/.test(time) ? [`not ready since ${time}`] : [];
}
