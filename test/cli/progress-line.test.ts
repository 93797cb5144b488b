import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { progressLine } from '../../src/cli/progress-line.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function terminal(isTTY: boolean, columns = 40) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

test('on a terminal one line is rewritten with the time passed, and taken away at the end', () => {
  const out = terminal(true);
  const line = progressLine(out, true, () => performance.now());
  line.say('TLS');
  vi.advanceTimersByTime(1_500);
  expect(out.written.at(-1)).toMatch(/^\r\u001b\[2K. 1\.5 s  TLS$/);
  line.clear();
  expect(out.written.at(-1)).toBe('\r\u001b[2K');
  const drawn = out.written.length;
  vi.advanceTimersByTime(1_000);
  expect(out.written).toHaveLength(drawn);
});

test('the line never wraps', () => {
  const out = terminal(true, 20);
  progressLine(out, true, () => 0).say('a very long description of what is being done');
  expect(out.written.at(-1)?.replace('\r\u001b[2K', '').length).toBe(19);
});

test.each([
  ['no terminal', terminal(false), true],
  ['not wanted', terminal(true), false],
])('silent: %s', (_name, out, wanted) => {
  const line = progressLine(out, wanted, () => 0);
  line.say('TLS');
  vi.advanceTimersByTime(1_000);
  line.clear();
  expect(out.written).toEqual([]);
});
