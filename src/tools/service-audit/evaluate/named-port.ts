import type { Check } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { atItsSource } from '../../../core/kubernetes/managed-by.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { declaredPorts, namedPort } from '../../../core/kubernetes/pod-port.ts';
import { isFinished } from '../../../core/kubernetes/pod-state.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import { shellWord } from '../../../core/shell-word.ts';
import { type Case, kubectl, serviceTest } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';
import { counted, leadsTo, portText, targetText } from './wording.ts';

/** None of the pods has a container port of the targetPort's name. */
export const namedPortMissing = (about: Case, port: ServicePort): Check => say(about, port, 'fail');

/** Some of the pods have no container port of the targetPort's name: they are no endpoints of this port. */
export function namedPortPartly(about: Case, port: ServicePort): Check[] {
  const { targetPort, protocol } = port;
  if (typeof targetPort !== 'string') return [];
  const lacking = living(about).filter((pod) => namedPort(pod, targetPort, protocol) === undefined);
  return lacking.length > 0 && lacking.length < living(about).length ? [say(about, port, 'warn')] : [];
}

const living = ({ seen }: Case): Pod[] => (seen.pods?.objects ?? []).filter((pod) => !isFinished(pod));

function say(about: Case, port: ServicePort, status: 'fail' | 'warn'): Check {
  const { label } = about;
  const { targetPort = port.port, protocol } = port;
  const name = targetText(targetPort);
  const pods = living(about);
  const lacking = pods.filter((pod) => namedPort(pod, `${targetPort}`, protocol) === undefined);
  const [first] = lacking;
  const who =
    lacking.length === pods.length
      ? `its ${pods.length === 1 ? 'pod has' : 'pods have'}`
      : `${lacking.length} of its ${counted(pods.length, 'pod')} ${lacking.length === 1 ? 'has' : 'have'}`;
  const declared = first ? declaredPorts(first) : [];
  const otherwise = declared.find((one) => one.name === targetPort && one.protocol !== protocol);
  return claim[status]('service.named-port-missing', {
    test: serviceTest(about),
    summary: `${label} ${leadsTo(port)}: ${who} no container port named ${name}`,
    evidence: [
      ...(first ? [`pod ${first.metadata.name} declares ${portsText(declared)}`] : []),
      ...(otherwise
        ? [`the port named ${name} is ${otherwise.protocol}, the Service asks for ${protocol}`]
        : []),
      ...changed(about),
    ],
    ...(status === 'fail' && fixOf(about, port, declared)),
  });
}

/** Ports as containers declare them: "http 8080, 9090". */
export const portsText = (
  ports: readonly { name?: string | undefined; containerPort: number; protocol: string }[],
): string =>
  ports.length === 0
    ? 'no port'
    : ports
        .map(({ name, containerPort, protocol }) =>
          `${name ?? ''} ${portText(containerPort, protocol)}`.trim(),
        )
        .join(', ');

/** Where the pods declare one port of the protocol only, that is the one meant. */
function fixOf(
  about: Case,
  port: ServicePort,
  declared: readonly { containerPort: number; protocol: string }[],
): { fix?: Fix } {
  const same = [
    ...new Set(declared.filter((one) => one.protocol === port.protocol).map((one) => one.containerPort)),
  ];
  const [only] = same;
  return same.length === 1 && only !== undefined ? { fix: setTargetPort(about, port, only) } : {};
}

/** A patch that sets the targetPort of one port of the Service. */
export function setTargetPort({ service, input, label }: Case, port: ServicePort, to: number): Fix {
  const { namespace, name } = service.metadata;
  const path = `/spec/ports/${service.spec.ports.indexOf(port)}/targetPort`;
  const command = (value: number | string): string =>
    `${kubectl(input, namespace)} patch service ${name} --type=json -p ${shellWord(JSON.stringify([{ op: 'replace', path, value }]))}`;
  return {
    summary: `Set the targetPort of ${label} to ${to}, if that is where the container listens.${atItsSource(service.metadata)}`,
    command: command(to),
    undo: command(port.targetPort ?? port.port),
    verify: `${kubectl(input, namespace)} get endpointslices -l kubernetes.io/service-name=${name}`,
    verified: 'unverified',
  };
}
