import type { Check } from '../../../core/check.ts';
import { LAYER_TITLE, LAYERS } from '../../../core/layer.ts';
import type { Leg, Verdict } from '../../../core/report.ts';
import { type Status, worst } from '../../../core/status.ts';
import { markup, type Markup } from './markup.ts';
import { statusMark } from './status-mark.ts';

/** The walk of a leg drawn as a path: from its source, layer by layer, to its target. */
export function walkPath({ from, to, rows }: Leg, verdict: Verdict): Markup {
  const stations = LAYERS.flatMap((layer) => {
    const own = rows.filter((row) => row.layer === layer);
    return own.length === 0 ? [] : [{ layer, status: statusOf(own) }];
  });
  const blockedFrom = stations.findIndex(({ status }) => status === 'fail');
  return markup`<ol class="walk" aria-label="The walk from ${from} to ${to}">
    <li class="end"><span class="name">${breakable(from)}</span></li>
    ${stations.map(
      ({ layer, status }, index) =>
        markup`<li class="station ${status}${blockedFrom >= 0 && index > blockedFrom ? ' behind' : ''}">
          ${statusMark(status)}<span class="name">${LAYER_TITLE[layer]}</span>
          <span class="says"
            >${status}${layer === verdict.layer && verdict.status !== 'pass' ? ': the cause' : ''}</span
          >
        </li>`,
    )}
    <li class="end"><span class="name">${breakable(to)}</span></li>
  </ol>`;
}

const statusOf = (rows: readonly Check[]): Status => worst(rows.map(({ status }) => status));

/** A name that may be broken where its parts meet. */
const breakable = (name: string): Markup =>
  markup`${name.split(/(?<=[/.:@])(?![/.:@])/).map((part) => markup`${part}<wbr />`)}`;
