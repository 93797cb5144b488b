import { expect, test } from 'vitest';
import { wantsColour } from '../../src/cli/colour.ts';

test.each([
  ['a terminal', { flag: true, env: {}, terminal: true }, true],
  ['no terminal', { flag: true, env: {}, terminal: false }, false],
  ['a dumb terminal', { flag: true, env: { TERM: 'dumb' }, terminal: true }, false],
  ['--no-color', { flag: false, env: { FORCE_COLOR: '1' }, terminal: true }, false],
  ['NO_COLOR', { flag: true, env: { NO_COLOR: '1' }, terminal: true }, false],
  [
    'NO_COLOR with FORCE_COLOR',
    { flag: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' }, terminal: true },
    false,
  ],
  ['an empty NO_COLOR', { flag: true, env: { NO_COLOR: '' }, terminal: true }, true],
  ['FORCE_COLOR without a terminal', { flag: true, env: { FORCE_COLOR: '1' }, terminal: false }, true],
  ['FORCE_COLOR=0 on a terminal', { flag: true, env: { FORCE_COLOR: '0' }, terminal: true }, false],
])('colour with %s: %j -> %s', (_name, wish, colour) => {
  expect(wantsColour(wish)).toBe(colour);
});
