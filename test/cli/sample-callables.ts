import * as z from 'zod';
import type { Answering } from '../../src/cli/answering.ts';
import { Finding, finding } from '../../src/core/finding.ts';
import { field, ResponseFormat } from '../../src/core/input.ts';
import { pass } from '../../src/core/check.ts';

/** A callable with every shape of input that a flag can carry; it answers with what it was asked. */
export function sampleCallable(name = 'port_knock'): Answering & { readonly asked: unknown[] } {
  const asked: unknown[] = [];
  return {
    asked,
    name,
    title: 'Knock at ports',
    description: 'Knocks.',
    input: z.strictObject({
      target_host: field.host('who'),
      ports: z.array(field.port()).max(10),
      types: z.array(z.enum(['A', 'AAAA'])).optional(),
      deep: z.boolean().optional().describe('everything'),
      polite: z.boolean().default(true).describe('wait between tries'),
      attempts: z.int().min(1).max(10).default(3),
      mode: z.enum(['fast', 'slow']).optional(),
      response_format: ResponseFormat.optional(),
    }),
    output: Finding,
    async run({ world }, input) {
      asked.push(input);
      const vantage = { kind: 'local' as const, name: 'here' };
      return finding(
        { tool: name, at: world.now(), target: 'x', vantage },
        { checks: [pass('tcp', { test: 'knock', summary: 'open' })] },
      );
    },
  };
}
