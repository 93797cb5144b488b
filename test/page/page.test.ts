import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { condense } from '../../src/diagnosis/condense.ts';
import { toPage } from '../../src/diagnosis/render/html/page.ts';
import { SCRIPT, SCRIPT_HASH } from '../../src/diagnosis/render/html/script.ts';
import { findingOf, fail, said } from '../diagnosis/sample.ts';
import { sampleReport } from './sample-report.ts';

const page = toPage(sampleReport());

describe('the page of a report', () => {
  test('says everything that the report says', () => {
    const { verdict, fixes, notes, paste, changed, blastRadius } = sampleReport();
    const facts = [
      verdict.sentence,
      ...fixes.flatMap(({ summary, undo = '', verify = '' }) => [summary, undo, verify]),
      ...notes,
      paste,
      ...changed,
      ...blastRadius,
      'cache/default-deny-ingress isolates it for ingress and has no rule',
      '10.0.1.1, 10.0.2.1',
      '12 ms (9.0 ms to 40 ms), 20 % lost',
      '1400 bytes',
      '2026-11-23 14:31:07 UTC',
    ];
    for (const fact of facts) expect(page).toContain(fact);
  });
  test('what fails is open, what passes is not', () => {
    expect(page).toMatch(/<details class="row fail"\s+open>/);
    expect(page).toMatch(/<details class="row pass"\s*>/);
  });
  test('fetches nothing, and runs no program but its own', () => {
    expect(page.match(/\s(?:src|srcset|href|action|formaction|data)=|url\(|@import/g)).toBeNull();
    expect(SCRIPT_HASH).toBe(`sha256-${createHash('sha256').update(SCRIPT).digest('base64')}`);
    expect(page).toContain(`<script>${SCRIPT}</script>`);
    expect(page).toContain('default-src &#39;none&#39;');
  });
  test('the drawings are left out of a concise answer, whose words say the same', () => {
    const concise = condense(sampleReport(), 'concise');
    expect(concise.legs[0]?.rows.some(({ figures }) => figures)).toBe(false);
    expect(sampleReport().legs[0]?.rows.some(({ figures }) => figures)).toBe(true);
  });
});

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</title></style></script><svg onload=alert(1)>',
  '&lt;b&gt;',
];

test.each(HOSTILE)('%j stays text wherever it comes from', (text) => {
  const made = toPage(
    sampleReport({
      question: text,
      source: text,
      target: text,
      legs: sampleReport().legs.map((leg) => ({
        from: text,
        to: text,
        rows: leg.rows.map((row) => ({
          ...row,
          test: text,
          summary: text,
          evidence: [text],
          untrusted: [{ source: text, text }],
          figures: [
            {
              kind: 'sizes',
              sizes: [
                { name: text, bytes: 1 },
                { name: text, bytes: 2 },
              ],
            },
          ],
        })),
      })),
      fixes: [{ summary: text, command: text, manifest: text, undo: text, verify: text }],
      changed: [text],
      notes: [text],
      paste: text,
      nextBest: { command: text, outcomes: [text] },
    }),
  );
  // What is left without our own elements is text: no element, no attribute of it.
  const whole = made.replace(SCRIPT, '');
  expect(
    whole.match(/<(script|img|svg)\b[^>]*>/g)?.filter((tag) => /alert|onload|onerror/.test(tag)) ?? [],
  ).toEqual([]);
  expect(whole.match(/<script/g)).toHaveLength(1);
  expect(whole).not.toContain(text.startsWith('&') ? '<b>' : text);
});

test('a finding has a page, too', () => {
  const made = toPage(findingOf('tcp_probe', [fail('tcp.timeout', said('nothing came back'))]));
  for (const fact of ['tcp_probe db:5432', 'nothing came back', 'Mend it.', 'tcp.timeout'])
    expect(made).toContain(fact);
});
