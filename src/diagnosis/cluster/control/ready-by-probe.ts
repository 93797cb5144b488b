import type { Container } from '../../../core/kubernetes/container.ts';
import { namedPort } from '../../../core/kubernetes/pod-port.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { isReady, isTerminating } from '../../../core/kubernetes/pod-state.ts';
import type { Observation as ServiceSeen } from '../../../tools/service-audit/observation.ts';

/**
 * Another source towards the same target, at no cost: the kubelet of a pod's node opens connections to it for its readiness probe
 * (https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/). A line where pods behind the asked port
 * are Ready by a probe of that very port.
 */
export function readyByProbe(seen: ServiceSeen | undefined, asked: number): string[] {
  const { service, pods } = seen ?? {};
  const port = service?.object?.spec.ports.find((one) => one.port === asked && one.protocol === 'TCP');
  if (!port) return [];
  const target = port.targetPort ?? port.port;
  const probed = (pods?.objects ?? []).filter((pod) => {
    const number = typeof target === 'number' ? target : namedPort(pod, target, 'TCP');
    return number !== undefined && isReady(pod) && !isTerminating(pod) && probes(pod, number);
  });
  if (probed.length === 0) return [];
  const who = probed.length === 1 ? '1 pod behind it is' : `${probed.length} pods behind it are`;
  return [`their own nodes reach them: ${who} Ready by a probe of the port that is asked for`];
}

const probes = (pod: Pod, number: number): boolean =>
  pod.spec.containers.some((container) =>
    probedPorts(container).some(
      (port) => (typeof port === 'number' ? port : namedPort(pod, port, 'TCP')) === number,
    ),
  );

const probedPorts = ({ readinessProbe }: Container): (number | string)[] =>
  [readinessProbe?.httpGet?.port, readinessProbe?.tcpSocket?.port, readinessProbe?.grpc?.port].flatMap(
    (port) => port ?? [],
  );
