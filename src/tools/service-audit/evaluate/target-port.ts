import type { Check } from '../../../core/check.ts';
import { declaredPorts } from '../../../core/kubernetes/pod-port.ts';
import { isFinished } from '../../../core/kubernetes/pod-state.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import { type Case, isHeadless, serviceTest } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';
import { portsText, setTargetPort } from './named-port.ts';
import { counted, leadsTo, portText } from './wording.ts';

/**
 * A targetPort that no pod declares although they declare others. A hint: what is declared is for people
 * (https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/#Container), so only a probe can say that the pods
 * refuse it. Where they are ready by a probe of that very port, it is answered.
 */
export function undeclaredTarget(about: Case, port: ServicePort): Check[] {
  const { seen, service, label } = about;
  const target = port.targetPort ?? port.port;
  const pods = (seen.pods?.objects ?? []).filter((pod) => !isFinished(pod));
  if (typeof target !== 'number' || pods.length === 0 || isHeadless(service)) return [];
  const declared = pods.map((pod) => declaredPorts(pod).filter(({ protocol }) => protocol === port.protocol));
  const probed = pods.some(({ spec }) =>
    spec.containers.some(({ readinessProbe }) =>
      [readinessProbe?.httpGet?.port, readinessProbe?.tcpSocket?.port, readinessProbe?.grpc?.port].includes(
        target,
      ),
    ),
  );
  const suspicious = declared.every(
    (ports) => ports.length > 0 && ports.every(({ containerPort }) => containerPort !== target),
  );
  if (!suspicious || probed) return [];
  const others = [...new Map(declared.flat().map((one) => [one.containerPort, one])).values()];
  const [only] = others;
  return [
    claim.warn('service.target-port', {
      test: serviceTest(about),
      summary: `${label} ${leadsTo(port)}, which no container declares; they declare ${portsText(others)}`,
      evidence: [
        `${counted(pods.length, 'pod')}: no container declares ${portText(target, port.protocol)}`,
        'a port need not be declared: a connection to a pod on that port decides',
        ...changed(about),
      ],
      ...(others.length === 1 && only && { fix: setTargetPort(about, port, only.containerPort) }),
    }),
  ];
}
