import type { Container } from '../../../core/kubernetes/container.ts';
import type { Event } from '../../../core/kubernetes/event.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { declaredPorts } from '../../../core/kubernetes/pod-port.ts';
import { type Quote, quote } from '../../../core/untrusted.ts';
import { targetText } from './wording.ts';

/** Why a pod is not ready, in a clause, with what others said of it. */
export interface Unready {
  readonly clause: string;
  readonly evidence: readonly string[];
  readonly quotes: readonly Quote[];
}

/** Reasons as components write them are one word; anything else is not repeated. */
const word = (reason: string | undefined): string =>
  reason !== undefined && /^[A-Za-z][A-Za-z0-9]{0,60}$/.test(reason) ? reason : 'no known reason';

/** Conditions that every pod has (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-conditions). */
const USUAL = ['Ready', 'ContainersReady', 'Initialized', 'PodScheduled', 'PodReadyToStartContainers'];

/** Why a pod is not ready, by its status and the events about it. */
export function unready(pod: Pod, events: readonly Event[]): Unready {
  const own = events.filter(({ involvedObject }) => involvedObject.name === pod.metadata.name);
  return scheduling(pod) ?? waiting(pod) ?? probing(pod, own) ?? gates(pod) ?? plain(pod);
}

function scheduling({ status }: Pod): Unready | undefined {
  const condition = status.conditions.find(({ type }) => type === 'PodScheduled');
  if (condition?.status !== 'False') return undefined;
  const { message } = condition;
  return {
    clause: 'it is not scheduled to a node',
    evidence: [],
    quotes: message === undefined ? [] : [quote('scheduler', message)],
  };
}

function waiting({ status }: Pod): Unready | undefined {
  const all = [...status.initContainerStatuses, ...status.containerStatuses];
  const one = all.find(({ state }) => state.waiting ?? (state.terminated && state.terminated.exitCode !== 0));
  if (!one) return undefined;
  const { waiting: waits, terminated } = one.state;
  const before = one.lastState.terminated;
  const ended =
    before === undefined
      ? []
      : [`its last run ended with ${word(before.reason)}, exit ${before.exitCode ?? '?'}`];
  const message = waits?.message ?? terminated?.message;
  return {
    clause: `container ${one.name}: ${word(waits?.reason ?? terminated?.reason)}`,
    evidence: [
      ...ended,
      ...(one.restartCount ? [`${one.restartCount} restarts of container ${one.name}`] : []),
    ],
    quotes: message === undefined ? [] : [quote(`container ${one.name}`, message)],
  };
}

function probing(pod: Pod, events: readonly Event[]): Unready | undefined {
  const failing = pod.status.containerStatuses.find(({ ready }) => ready === false);
  const container = pod.spec.containers.find(({ name }) => name === failing?.name);
  if (!container?.readinessProbe) return undefined;
  const said = events.find(
    ({ reason, message }) => reason === 'Unhealthy' && /^(?:Readiness|Startup) probe/i.test(message ?? ''),
  );
  return {
    clause: `readiness probe of container ${container.name} fails (${probeText(container)})`,
    evidence: strayProbe(pod, container),
    quotes: said?.message === undefined ? [] : [quote('kubelet', said.message)],
  };
}

function probeText({ readinessProbe }: Container): string {
  const { httpGet, tcpSocket, grpc } = readinessProbe ?? {};
  if (httpGet) return `HTTP on port ${targetText(httpGet.port)}`;
  if (tcpSocket) return `TCP on port ${targetText(tcpSocket.port)}`;
  if (grpc) return `gRPC on port ${grpc.port}`;
  return 'a command';
}

/** A probe of a port that no container declares, while others are declared. */
function strayProbe(pod: Pod, { readinessProbe }: Container): string[] {
  const port = readinessProbe?.httpGet?.port ?? readinessProbe?.tcpSocket?.port ?? readinessProbe?.grpc?.port;
  const declared = declaredPorts(pod);
  if (port === undefined || declared.length === 0) return [];
  if (declared.some(({ containerPort, name }) => containerPort === port || name === port)) return [];
  const others = declared.map(({ containerPort }) => containerPort).join(', ');
  return [`the probe asks port ${targetText(port)}, and the containers declare ${others}`];
}

function gates({ status }: Pod): Unready | undefined {
  const gate = status.conditions.find(
    ({ type, status: state }) => !USUAL.includes(type) && state === 'False',
  );
  const contained = status.conditions.some((one) => one.type === 'ContainersReady' && one.status === 'True');
  if (!gate || !contained) return undefined;
  return {
    clause: 'its containers are ready and a readiness gate is not',
    evidence: [],
    quotes: [quote('readiness gate', `${gate.type} ${gate.reason ?? ''} ${gate.message ?? ''}`.trim())],
  };
}

function plain({ status }: Pod): Unready {
  const ready = status.conditions.find(({ type }) => type === 'Ready');
  return {
    clause:
      ready?.reason === undefined
        ? 'it has no Ready condition'
        : `its Ready condition is false: ${word(ready.reason)}`,
    evidence: [],
    quotes: ready?.message === undefined ? [] : [quote('kubelet', ready.message)],
  };
}
