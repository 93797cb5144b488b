import type { Finding } from '../../../core/finding.ts';
import { findingSeenFrom } from '../finding-document.ts';
import { checkRows } from './check-rows.ts';
import { fixSection } from './fix-section.ts';
import { markup, type Markup } from './markup.ts';
import { notes } from './report-body.ts';
import { statusMark } from './status-mark.ts';

/** The answer of one tool as the body of a page. */
export function findingBody(finding: Finding): Markup {
  const { tool, target, status, checks } = finding;
  const fixes = checks.flatMap(({ fix, code, status: own }) =>
    fix && own !== 'pass' && own !== 'skipped' ? [{ fix, title: code ?? 'To know' }] : [],
  );
  const distinct = [...new Map(fixes.map((each) => [JSON.stringify(each), each])).values()];
  return markup`<main>
    <header class="verdict ${status}">
      <p class="headline">
        ${statusMark(status)}<strong>${status}</strong> <span class="target">${target}</span>
      </p>
      <h1>${tool} ${target}</h1>
    </header>
    ${distinct.map(({ fix, title }) => fixSection(fix, title))}
    <section class="leg">
      <h2>What was seen</h2>
      ${checkRows(checks)}
    </section>
    ${notes(finding.notes)}
    <footer><p>${findingSeenFrom(finding)}</p></footer>
  </main>`;
}
