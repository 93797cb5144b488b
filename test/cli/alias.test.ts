import { expect, test } from 'vitest';
import { listCommands } from '../../src/cli/command-list.ts';
import { readInput } from '../../src/cli/read-input.ts';
import { callables } from '../../src/diagnosis/index.ts';

const command = (name: string) => {
  const found = listCommands(callables).find((each) => each.name === name);
  if (!found) throw new TypeError(name);
  return found;
};

test.each([
  ['diagnose', 'source', { alone: 'db:5432', values: { from: 'payments/api-7d9f' } }],
  ['diagnose', 'source', { alone: 'db:5432', values: { source: 'payments/api-7d9f' } }],
  ['dns-lookup', 'from', { alone: 'db', values: { source: 'payments/api-7d9f' } }],
])('%s takes %s by either word', (name, key, given) => {
  expect(readInput(command(name), given)[key]).toBe('payments/api-7d9f');
});

test('both words at once are bad usage', () => {
  const given = { alone: 'db:5432', values: { from: 'local', source: 'local' } };
  expect(() => readInput(command('diagnose'), given)).toThrow('--source and --from are the same');
});
