import type { Report } from '../../../core/report.ts';
import { isPermission } from '../../fixes.ts';
import { HEADLINE, seenFrom } from '../report-document.ts';
import { reportFacts } from '../report-facts.ts';
import { checkRows } from './check-rows.ts';
import { codeBlock } from './code-block.ts';
import { fixSection } from './fix-section.ts';
import { markup, type Markup } from './markup.ts';
import { statusMark } from './status-mark.ts';
import { walkPath } from './walk-path.ts';

/** A report as the body of a page: verdict, what to do, the walk as a path, its rows, and what else must be known. */
export function reportBody(report: Report): Markup {
  const { verdict, legs, fixes, nextBest, target } = report;
  const about = [
    verdict.layer && `layer ${verdict.layer}`,
    verdict.surfacedAt && verdict.surfacedAt !== verdict.layer && `surfaced at ${verdict.surfacedAt}`,
    verdict.status !== 'unknown' && verdict.claim,
  ].filter(Boolean);
  return markup`<main>
    <header class="verdict ${verdict.status}">
      <p class="headline">
        ${statusMark(verdict.status)}<strong>${HEADLINE[verdict.status]}</strong>
        <span class="target">${target}</span>
      </p>
      <h1>${verdict.sentence}</h1>
      <p class="about">
        ${verdict.code !== null && markup`<code class="id">${verdict.code}</code> `}${about.join(' · ')}
      </p>
    </header>
    ${fixes.map((fix) => fixSection(fix, verdict.status === 'unknown' || isPermission(fix) ? 'To know' : 'Fix'))}
    ${legs.map(
      (leg) =>
        markup`<section class="leg">
          <h2>${legs.length > 1 ? `Leg ${leg.from} → ${leg.to}` : 'The walk'}</h2>
          ${walkPath(leg, verdict)} ${checkRows(leg.rows)}
        </section>`,
    )}
    ${facts(report)}
    ${
      nextBest &&
      markup`<section class="next">
        <h2>Next best check</h2>
        ${codeBlock(nextBest.command, 'the next check')}
        <ul>
          ${nextBest.outcomes.map((outcome) => markup`<li>${outcome}</li>`)}
        </ul>
      </section>`
    }
    ${notes(report.notes)}
    <footer>
      <p>${seenFrom(report)}</p>
      ${codeBlock(report.paste, 'the line for the incident channel')}
    </footer>
  </main>`;
}

function facts(report: Report): Markup {
  const said = reportFacts(report);
  if (said.length === 0) return markup``;
  return markup`<dl class="facts">${said.map(
    ([term, lines]) => markup`<div><dt>${term}</dt>${lines.map((line) => markup`<dd>${line}</dd>`)}</div>`,
  )}</dl>`;
}

/** What was seen and judged beside the point. */
export const notes = (lines: readonly string[]): Markup =>
  lines.length === 0
    ? markup``
    : markup`<section class="notes">
        <h2>Notes</h2>
        <ul>
          ${lines.map((line) => markup`<li>${line}</li>`)}
        </ul>
      </section>`;
