import type { Observation } from '../observation.ts';
import { counted } from './wording.ts';

/** What reading cannot tell of a Service; untrue where a walk has dialled its endpoints. */
export const NOT_PROBED =
  'Nothing was probed: that endpoints, the virtual address and a pod’s way to itself answer (service.partial, service.dataplane, service.hairpin) is for the walk.';

/** What was not looked at, and what it took. */
export function notes({ cluster, requests, service, slices, pods }: Observation): string[] {
  const files = cluster.source === 'files';
  return [
    ...(files
      ? ['From manifests: whether pods run and are ready is not known, and counts as if they did.']
      : [`${counted(requests, 'request')} to the API server.`]),
    ...(service?.object && !files ? [NOT_PROBED] : []),
    ...(slices?.failure && !files
      ? [`EndpointSlices were not read (${slices.failure.message}): endpoints follow from the pods.`]
      : []),
    ...(pods?.truncated ? ['There are more pods than were read.'] : []),
    ...unread(cluster),
  ];
}

function unread({ unread: documents = [], unreadMore = 0 }: Observation['cluster']): string[] {
  if (documents.length === 0) return [];
  const shown = documents.slice(0, 5).map(({ file, line, why }) => `${file}:${line}: ${why}`);
  const more = documents.length - shown.length + unreadMore;
  return [`Not read of the manifests: ${shown.join('; ')}${more > 0 ? ` and ${more} more` : ''}.`];
}
