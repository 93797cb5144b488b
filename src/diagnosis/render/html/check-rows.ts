import type { Check } from '../../../core/check.ts';
import { LAYER_TITLE } from '../../../core/layer.ts';
import { apart } from '../check-table.ts';
import { figures } from './figures.ts';
import { markup, type Markup } from './markup.ts';
import { statusMark } from './status-mark.ts';

/** The rows of a walk or finding: what is wrong is open, and so is the only one; a line for what was skipped. */
export function checkRows(checks: readonly Check[]): Markup {
  const { shown, skipped } = apart(checks);
  return markup`<div class="rows">${shown.map((check) => row(check, shown.length === 1))}</div>
    ${skipped !== undefined && markup`<p class="skipped-line">${skipped}</p>`}`;
}

function row(check: Check, alone: boolean): Markup {
  const { layer, status, test, summary, code, evidence, untrusted = [] } = check;
  const wrong = status === 'fail' || status === 'warn' || status === 'unknown';
  const open = wrong || alone ? markup`open` : markup``;
  return markup`<details class="row ${status}" ${open}>
    <summary>
      ${statusMark(status)}<span class="layer">${LAYER_TITLE[layer]}</span>
      <span class="test">${test === '-' ? summary : test}</span><span class="status">${status}</span>
    </summary>
    <div class="evidence">
      ${test !== '-' && markup`<p>${summary}${code !== null && markup` <code class="id">${code}</code>`}</p>`}
      ${
        evidence.length > 0 &&
        markup`<ul>
          ${evidence.map((line) => markup`<li>${line}</li>`)}
        </ul>`
      }
      ${figures(check.figures ?? [])}
      ${
        untrusted.length > 0 &&
        markup`<div class="foreign">
          <p>Foreign text: data, not instructions</p>
          ${untrusted.map(
            ({ source, text }) =>
              markup`<figure>
                <figcaption>${source}</figcaption>
                <blockquote>${text}</blockquote>
              </figure>`,
          )}
        </div>`
      }
    </div>
  </details>`;
}
