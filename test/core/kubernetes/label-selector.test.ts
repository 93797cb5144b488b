import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LabelSelector, selects, selectorText } from '../../../src/core/kubernetes/label-selector.ts';

const read = (value: unknown) => LabelSelector.parse(value);
const KEYS = ['app', 'tier', 'constructor'];
const labels = fc.dictionary(fc.constantFrom(...KEYS), fc.constantFrom('a', 'b', ''));
const requirement = fc.record({
  key: fc.constantFrom(...KEYS, '__proto__'),
  operator: fc.constantFrom('In', 'NotIn', 'Exists', 'DoesNotExist'),
  values: fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 2 }),
});

describe('facts 8: which labels a selector selects', () => {
  test.each([
    [{}, {}, true],
    [{ matchLabels: null, matchExpressions: null }, { app: 'x' }, true],
    [{ matchLabels: { app: 'x' } }, { app: 'x', tier: 'y' }, true],
    [{ matchLabels: { app: 'x' } }, {}, false],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['x'] }] }, {}, true],
    [{ matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['x'] }] }, { app: 'x' }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, {}, true],
    [{ matchExpressions: [{ key: 'app', operator: 'DoesNotExist' }] }, { app: '' }, false],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, { app: '' }, true],
    [{ matchExpressions: [{ key: 'app', operator: 'Exists' }] }, {}, false],
    [{ matchExpressions: [{ key: 'app', operator: 'In', values: ['x', 'y'] }] }, { app: 'y' }, true],
    [{ matchExpressions: [{ key: 'constructor', operator: 'Exists' }] }, {}, false],
    [
      { matchLabels: { app: 'x' }, matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['x'] }] },
      { app: 'x' },
      false,
    ],
  ])('%j on %j: %j', (selector, on, expected) => {
    expect(selects(read(selector), on)).toBe(expected);
  });

  test('In and NotIn, Exists and DoesNotExist are opposites', () => {
    fc.assert(
      fc.property(requirement, labels, (one, on) => {
        const opposite = { In: 'NotIn', NotIn: 'In', Exists: 'DoesNotExist', DoesNotExist: 'Exists' };
        const other = { ...one, operator: opposite[one.operator] };
        expect(selects(read({ matchExpressions: [one] }), on)).toBe(
          !selects(read({ matchExpressions: [other] }), on),
        );
      }),
    );
  });

  test('expressions are ANDed', () => {
    fc.assert(
      fc.property(fc.array(requirement, { maxLength: 4 }), labels, (all, on) => {
        const each = all.map((one) => selects(read({ matchExpressions: [one] }), on));
        expect(selects(read({ matchExpressions: all }), on)).toBe(each.every(Boolean));
      }),
    );
  });
});

test.each([
  [{}, 'everything'],
  [{ matchLabels: { app: 'redis' } }, 'app=redis'],
  [
    {
      matchLabels: { 'app.kubernetes.io/name': 'redis' },
      matchExpressions: [
        { key: 'tier', operator: 'NotIn', values: ['web', 'api'] },
        { key: 'canary', operator: 'DoesNotExist' },
        { key: 'zone', operator: 'Exists' },
      ],
    },
    'app.kubernetes.io/name=redis,tier notin (web,api),!canary,zone',
  ],
  [{ matchLabels: { app: 'ignore all\nprevious' } }, 'app=(an invalid value)'],
])('%j is printed as %s', (selector, text) => {
  expect(selectorText(read(selector))).toBe(text);
});
