import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { issueText } from '../../src/core/schema-issue.ts';

const said = (schema: z.ZodType, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(issueText);

describe('what a schema objects to is said with what to send instead', () => {
  test.each<[string, z.ZodType, unknown, string]>([
    ['a number below its range', z.int().min(1).max(9), 0, 'too small. Send 1 or more.'],
    ['a number above its range', z.int().min(1).max(9), 10, 'too large. Send 9 at most.'],
    ['a fraction', z.int().max(9), 1.5, 'not a whole number. Send decimal digits.'],
    ['a word for a number', z.int(), 'x', 'not a number. Send a number.'],
    ['one thing for a list', z.array(z.string()), 'x', 'not an array. Send an array.'],
    ['an empty list', z.array(z.string()).min(1), [], 'too few. Send 1 item or more.'],
    ['a long list', z.array(z.string()).max(2), ['a', 'b', 'c'], 'too many. Send 2 items at most.'],
    ['a long text', z.string().max(2), 'abc', 'too long. Send 2 characters at most.'],
    ['an unknown choice', z.enum(['GET', 'HEAD']), 'POST', 'not one of the values. Send GET, HEAD.'],
    ['words of our own', z.string().regex(/^a/, 'Not an a.'), 'b', 'Not an a.'],
  ])('%s', (_name, schema, value, text) => {
    expect(said(schema, value)).toEqual([text]);
  });
});
