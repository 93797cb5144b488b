import { expect, test } from 'vitest';
import { readSymptom } from '../../src/diagnosis/symptom.ts';

test.each([
  'uploads hang',
  'uploads fail',
  'hanging',
  'it stalled',
  'large files',
  'POSTs time out',
  'POST hangs',
  'frozen',
])('%j speaks of sizes', (text) => {
  expect(readSymptom(text).size).toBe(true);
});

test.each(['post 502', 'POST 502', 'the post office site', 'connection refused', ''])(
  '%j does not',
  (text) => {
    expect(readSymptom(text).size).toBe(false);
  },
);

test.each([
  'fails sometimes',
  '5% errors',
  'about 5 % of calls',
  '1 in 10 requests fails',
  'comes and goes',
  'flaky',
])('%j comes and goes', (text) => {
  expect(readSymptom(text).intermittent).toBe(true);
});

test.each(['after 5 min', 'after a while', 'idle connections'])('%j comes after a pause', (text) => {
  expect(readSymptom(text).idle).toBe(true);
});
