import { CannotObserve, type Obstacle } from '../../../core/cannot-observe.ts';
import type { Fix } from '../../../core/fix.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
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
    needs ? readFix({ reason: 'forbidden', needs }) : besideContainer(place),
  );
}

/** What a container lacks for looking. */
export const cannotFrom = (place: Place, lack: string): CannotObserve =>
  new CannotObserve(
    'missing',
    `Container ${place.container} of ${podName(place)} ${lack}.`,
    besideContainer(place),
  );

/** The command by which a person looks from the pod's own network, whatever its containers carry. */
const besideContainer = ({ namespace, pod, container }: Place): Fix =>
  besidePod({ kind: 'pod', namespace, name: pod, container });
