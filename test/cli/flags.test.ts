import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { listCommands } from '../../src/cli/command-list.ts';
import { flagUsage } from '../../src/cli/flag.ts';
import { inputFlags } from '../../src/cli/input-flags.ts';
import { readInput } from '../../src/cli/read-input.ts';
import { BadInput } from '../../src/core/bad-input.ts';
import { sampleCallable } from './sample-callables.ts';

const command = () => {
  const [made] = listCommands([sampleCallable()]);
  if (!made) throw new Error('no command');
  return made;
};

describe('flags made from an input schema', () => {
  test('each key becomes a flag of its shape', () => {
    const usage = inputFlags(sampleCallable().input).map(flagUsage);
    expect(usage).toEqual([
      '--target-host <host>',
      '--ports <ports,…>',
      '--types <types,…>',
      '--deep',
      '--no-polite',
      '--attempts <attempts>',
      '--mode <mode>',
      '--response-format <format>',
    ]);
  });

  test('an enumeration has choices, also inside an array', () => {
    const flags = inputFlags(sampleCallable().input);
    expect(flags.find(({ name }) => name === 'mode')?.choices).toEqual(['fast', 'slow']);
    expect(flags.find(({ name }) => name === 'types')?.choices).toEqual(['A', 'AAAA']);
  });

  test('a shape that no flag can carry is an error, not a lost input', () => {
    expect(() => inputFlags(z.strictObject({ nested: z.strictObject({ a: z.string() }) }))).toThrow(
      /shape that no flag/,
    );
  });

  test('the first required key stands alone, under the command in kebab case', () => {
    expect(command().name).toBe('port-knock');
    expect(command().positional?.key).toBe('target_host');
  });
});

describe('the input of a call', () => {
  test('lists by repetition and by comma, numbers as numbers', () => {
    const values = { ports: ['80,443', '22'], types: ['A,AAAA'], deep: true };
    expect(readInput(command(), { values, alone: 'db' })).toEqual({
      target_host: 'db',
      ports: [80, 443, 22],
      types: ['A', 'AAAA'],
      deep: true,
    });
  });

  test('a required key may be given by its flag instead', () => {
    expect(readInput(command(), { values: { targetHost: 'db', ports: ['1'] } })).toMatchObject({
      target_host: 'db',
    });
  });

  test.each([
    ['twice', { values: { targetHost: 'a', ports: ['1'] }, alone: 'b' }, /given twice/],
    ['not at all', { values: { ports: ['1'] } }, /needs a target-host/],
    ['without ports', { values: {}, alone: 'b' }, /needs --ports/],
    ['with a port in hexadecimal', { values: { ports: ['0x50'] }, alone: 'b' }, /--ports: not a number/],
    ['with a port that is no number', { values: { ports: ['http'] }, alone: 'b' }, /--ports: not a number/],
  ])('%s is bad input', (_name, given, message) => {
    const read = () => readInput(command(), given);
    expect(read).toThrow(BadInput);
    expect(read).toThrow(message);
  });

  test('--detailed is the response format', () => {
    const values = { ports: ['1'], detailed: true };
    expect(readInput(command(), { values, alone: 'b' })).toMatchObject({ response_format: 'detailed' });
  });
});
