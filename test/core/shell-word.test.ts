import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellWord } from '../../src/core/shell-word.ts';

test.each([
  'db.internal:5432',
  'https://h/p?a=1&b=$(id)',
  '[2001:db8::1]:443',
  "it's",
  '',
  '*',
  '`id`',
  '-n',
  '\\',
])('a shell reads %j back as it was', (text) => {
  expect(
    execFileSync('/bin/sh', ['-c', `printf %s ${shellWord(text)}`.replace('%s ', '%s -- ')]).toString(),
  ).toBe(`--${text}`);
});

test('plain words stay as they are', () => {
  expect(shellWord('db.internal:5432')).toBe('db.internal:5432');
});

test('nothing outside quotes can mean anything to a shell', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const outside = shellWord(text).replace(/'[^']*'|\\'/g, '');
      expect(outside).toMatch(/^[A-Za-z0-9_@%+=:,./-]*$/);
    }),
  );
});
