import { CannotObserve, type Obstacle } from '../../../core/cannot-observe.ts';
import type { Fix } from '../../../core/fix.ts';
import { besidePod } from '../../unsupported-source.ts';
import { type Place, podName } from './place.ts';
import type { ExecFailure } from './pod-exec.ts';

const OBSTACLES: Readonly<Record<ExecFailure['reason'], Obstacle>> = {
  'no-program': 'missing',
  forbidden: 'permission',
  unauthorized: 'permission',
  'not-found': 'missing',
  'not-running': 'missing',
  unreachable: 'timeout',
  timeout: 'timeout',
  'server-error': 'unsupported',
  lost: 'timeout',
};

/** What a failed exec is to the caller of a verb, with the way to look all the same. */
export function cannotExec(place: Place, { reason, message, needs }: ExecFailure): CannotObserve {
  const where = `in container ${place.container} of ${podName(place)}`;
  return new CannotObserve(
    OBSTACLES[reason],
    `Nothing could be run ${where}: ${message}.`,
    needs ? permission(place) : besideContainer(place),
  );
}

/** What a container lacks for looking. */
export const cannotFrom = (place: Place, lack: string): CannotObserve =>
  new CannotObserve(
    'missing',
    `Container ${place.container} of ${podName(place)} ${lack}.`,
    besideContainer(place),
  );

/** Exec over WebSocket is judged as `get`, and by newer API servers as `create` too. */
const permission = ({ namespace }: Place): Fix => ({
  summary: `Permit it: get and create pods/exec in namespace ${namespace} (ClusterRole layerwalk-exec of deploy/rbac.yaml).`,
  manifest: '- apiGroups: [""]\n  resources: ["pods/exec"]\n  verbs: ["get", "create"]\n',
  verify: `kubectl auth can-i create pods --subresource=exec -n ${namespace}`,
});

/** The command by which a person looks from the pod's own network, whatever its containers carry. */
const besideContainer = ({ namespace, pod, container }: Place): Fix =>
  besidePod({ kind: 'pod', namespace, name: pod, container });
