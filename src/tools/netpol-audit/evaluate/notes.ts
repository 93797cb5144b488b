import type { Unseen } from '../observation.ts';
import { visible } from '../../../core/untrusted.ts';
import type { Case } from './case.ts';
import { endsNote } from './ends-note.ts';
import type { Pair } from './pairs.ts';
import { pluginOf } from './plugin.ts';
import { counted, listed } from './wording.ts';

/** What limits the answer. */
export function notes({ seen, input }: Case, leftOut: number, pairs: readonly Pair[] = []): string[] {
  const plugin = pluginOf(seen);
  const { source, context, unread = [], unreadMore = 0 } = seen.where;
  const broken = unread.length + unreadMore;
  return [
    ...endsNote(pairs),
    ...(source === 'files' ? ['From manifests alone: what is in the cluster besides was not seen.'] : []),
    ...(plugin
      ? [`Network plugin: ${plugin.name}.${plugin.deviation === undefined ? '' : ` ${plugin.deviation}`}`]
      : source === 'live'
        ? ['No network plugin that enforces policies was recognised by its DaemonSet.']
        : []),
    ...(leftOut > 0 ? [`${counted(leftOut, 'more pod was', 'more pods were')} not judged.`] : []),
    ...(broken > 0
      ? [
          `${counted(broken, 'document', 'documents')} could not be read: ${listed(unread.map(({ file, line, why }) => `${file}:${line} ${visible(why)}`))}.`,
        ]
      : []),
    ...(seen.missing.length > 0
      ? [
          `Not read: ${listed(
            seen.missing.map(
              ({ resource, reason, message, document }) =>
                `${resource} (${missingText({ reason, message, document })})`,
            ),
            5,
          )}.`,
        ]
      : []),
    ...(source === 'live'
      ? [
          `${counted(seen.requests, 'request', 'requests')} to the API server${context === undefined ? '' : ` of context ${context}`}.`,
        ]
      : []),
    ...(input.namespace === undefined
      ? ['What a change of policy does to connections that are established is up to the network plugin.']
      : []),
  ];
}

function missingText({ reason, message, document }: Pick<Unseen, 'reason' | 'message' | 'document'>): string {
  if (document) return `what ${document.file}:${document.line} may hold`;
  return message ?? reason;
}
