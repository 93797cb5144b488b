import { expect, test } from 'vitest';
import * as z from 'zod';
import { complaint } from '../../src/cli/complaint.ts';
import { BadInput, Refused } from '../../src/core/bad-input.ts';

test('bad input says what was wrong and what to send, without secrets', () => {
  const { text, status } = complaint(new BadInput('Bad https://u:hunter22@h/.', 'Send e.g. h:443.'));
  expect(text).toContain('Send e.g. h:443.');
  expect(text).not.toContain('hunter22');
  expect(status).toBe(64);
});

test('a refusal names its rule', () => {
  const { text, status } = complaint(new Refused('10.0.0.1 may not be contacted.', '--deny-cidr 10.0.0.0/8'));
  expect(text).toContain('--deny-cidr 10.0.0.0/8');
  expect(status).toBe(64);
});

test('an input that its schema refuses names the flag, each issue on a line', () => {
  const schema = z.strictObject({ ports: z.array(z.int().max(65535)), some_mode: z.enum(['a', 'b']) });
  const { error } = schema.safeParse({ ports: [80, 70000], some_mode: 'c' });
  const { text, status } = complaint(error);
  expect(text.split('\n')).toHaveLength(2);
  expect(text).toContain('--ports (number 2): ');
  expect(text).toContain('--some-mode: ');
  expect(status).toBe(64);
});

test('a defect is one line and a hint, with the stack only when asked for', () => {
  const bug = new TypeError('x is not a function');
  expect(complaint(bug)).toMatchObject({ status: 70 });
  expect(complaint(bug).text.split('\n')).toHaveLength(2);
  expect(complaint(bug, true).text).toContain('complaint.test.ts');
});
