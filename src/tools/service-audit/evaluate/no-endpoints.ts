import { type Check, unknown } from '../../../core/check.ts';
import { isFinished, isModelled, isReady, isTerminating } from '../../../core/kubernetes/pod-state.ts';
import { namedPort } from '../../../core/kubernetes/pod-port.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import { quote } from '../../../core/untrusted.ts';
import { type Case, endpointsTest, kubectl } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';
import { namedPortMissing } from './named-port.ts';
import { noMatch } from './no-match.ts';
import { noneReady, unreadyPods } from './not-ready.ts';
import { selectorless } from './selectorless.ts';
import { counted } from './wording.ts';

/** Why no endpoint of a Service port takes connections. */
export function noEndpoints(about: Case, port: ServicePort | undefined): Check {
  const { seen, service, label, input } = about;
  const { pods } = seen;
  if (Object.keys(service.spec.selector).length === 0) return selectorless(about, port);
  if (!pods || pods.failure) return podsUnread(about);
  if (pods.found === 0) return noMatch(about);
  const living = pods.objects.filter((pod) => !isFinished(pod));
  if (living.length === 0)
    return claim.fail('service.no-endpoints', {
      test: endpointsTest(about),
      summary: `The selector of ${label} matches ${counted(pods.found, 'pod')}, and none of them runs any more`,
      evidence: [
        ...pods.objects.slice(0, 3).map(({ metadata, status }) => `${metadata.name}: ${phase(status.phase)}`),
        ...changed(about),
      ],
    });
  const ready = living.filter((pod) => isModelled(pod) || (isReady(pod) && !isTerminating(pod)));
  if (ready.length === 0) return noneReady(about, unreadyPods(about));
  const target = port?.targetPort;
  if (port && typeof target === 'string' && !ready.some((pod) => namedPort(pod, target, port.protocol)))
    return namedPortMissing(about, port);
  return unknown('service', {
    test: endpointsTest(about),
    summary: `${counted(ready.length, 'pod')} behind ${label} ${ready.length === 1 ? 'is' : 'are'} ready, and no EndpointSlice has them`,
    evidence: ['the endpoint slice controller is late or does not run, or a slice could not be read'],
    fix: {
      summary: 'Ask again in some seconds; if it stays so, look at the kube-controller-manager.',
      command: `${kubectl(input, service.metadata.namespace)} get endpointslices -l kubernetes.io/service-name=${service.metadata.name} -o yaml`,
    },
  });
}

const phase = (text: string | undefined): string =>
  text === 'Succeeded' || text === 'Failed' ? text : 'in no known phase';

/** There are no ready endpoints; why, the pods would say. */
function podsUnread(about: Case): Check {
  const { seen, label } = about;
  const failure = seen.pods?.failure;
  return unknown('service', {
    test: endpointsTest(about),
    summary: `${label} has no ready endpoint; why could not be seen: ${failure?.message ?? 'its pods were not read'}`,
    untrusted: failure?.said === undefined ? [] : [quote('API server', failure.said)],
    fix: readFix(failure ?? { reason: 'not-recorded' }),
  });
}
