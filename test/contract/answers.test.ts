import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Check, pass } from '../../src/core/check.ts';
import { Finding, finding } from '../../src/core/finding.ts';
import { condense, renderAnswer } from '../../src/diagnosis/index.ts';

const TOKENS = 1_500;
const root = fileURLToPath(new URL('../../src/tools', import.meta.url));
const files = globSync('*/fixtures/*.finding.json', { cwd: root });
const fixtures = files.map((file) => Finding.parse(JSON.parse(readFileSync(`${root}/${file}`, 'utf8'))));

const tokens = (text: string): number => Math.ceil(Buffer.byteLength(text) / 4);
const shown = (answer: Finding): string => renderAnswer(answer, { style: 'markdown' });
/** A text as it is before it is made safe for Markdown. */
const plain = (text: string): string => text.replaceAll('&lt;', '<').replaceAll('\\', '');

const LONG = 'the peer answered after a while with something that takes a whole line to describe in words, ';
const about = {
  tool: 'tcp_probe',
  at: '2026-01-01T00:00:00.000Z',
  target: 'a.example',
  vantage: { kind: 'local', name: 'here' },
} as const;
const huge = finding(about, {
  checks: Array.from({ length: 12 }, (_, n): Check => {
    const evidence = Array.from({ length: 20 }, (_unused, line) => `${LONG}line ${line}`);
    return pass('tcp', { test: `connect 192.0.2.1:${n}`, summary: `port ${n} answers`, evidence });
  }),
  notes: Array.from({ length: 20 }, (_, n) => `${LONG}note ${n}`),
});

test('every finding of the fixtures fits in a concise answer, as text and as JSON', () => {
  expect(fixtures.length).toBeGreaterThan(0);
  const concise = fixtures.map((one) => condense(one, 'concise'));
  const texts = concise.map((one) => tokens(shown(one)));
  const jsons = concise.map((one) => tokens(JSON.stringify(one)));
  process.stdout.write(
    `concise answers: text up to ${Math.max(...texts)}, JSON up to ${Math.max(...jsons)} tokens\n`,
  );
  expect(Math.max(...texts)).toBeLessThanOrEqual(TOKENS);
  expect(Math.max(...jsons)).toBeLessThanOrEqual(TOKENS);
});

test('text and JSON carry the same facts', () => {
  for (const one of fixtures) {
    for (const detail of ['concise', 'detailed'] as const) {
      const answer = condense(one, detail);
      const text = plain(shown(answer));
      const facts = answer.checks.flatMap(({ code, status, summary, evidence }) => [
        ...(code === null ? [] : [code]),
        status,
        summary,
        ...evidence,
      ]);
      const missing = [...facts, ...answer.notes].filter((fact) => !text.includes(plain(fact)));
      expect(missing).toEqual([]);
    }
  }
});

describe('a finding that is too long', () => {
  const answer = condense(huge, 'concise');

  test('is cut to size, and says so in both forms', () => {
    expect(tokens(shown(answer))).toBeLessThanOrEqual(TOKENS);
    expect(tokens(JSON.stringify(answer))).toBeLessThanOrEqual(TOKENS);
    expect(answer.notes.at(-1)).toMatch(/\d+ lines were cut: .*detailed/);
    expect(shown(answer)).toContain(answer.notes.at(-1));
  });

  test('keeps every check with its status and summary', () => {
    const kept = answer.checks.map(({ status, summary }) => [status, summary]);
    expect(kept).toEqual(huge.checks.map(({ status, summary }) => [status, summary]));
  });

  test('is whole when it is asked for in detail', () => {
    expect(condense(huge, 'detailed')).toEqual(huge);
  });
});
