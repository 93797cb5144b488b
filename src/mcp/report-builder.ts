import { completable, type McpServer, ProtocolError, ProtocolErrorCode } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { BadInput } from '../core/bad-input.ts';
import type { World } from '../core/world/world.ts';
import type { Sent } from './report-builder/case.ts';
import {
  completeChange,
  completeSource,
  completeSymptom,
  completeTarget,
} from './report-builder/completions.ts';

// The description comes first: describing a schema afterwards would copy it without its completion.
const Arguments = z.strictObject({
  target: completable(
    z.string().describe('what cannot be reached: a URL, host:port, name.ns:port, ns/kind/name:port'),
    completeTarget,
  ),
  source: completable(
    z.string().describe('who cannot reach it: ns/pod, ns/kind/name, an address; empty: this machine'),
    completeSource,
  ).optional(),
  symptom: completable(
    z.string().describe('what is seen, e.g. an error message'),
    completeSymptom,
  ).optional(),
  recent_change: completable(z.string().describe('what changed before it began'), completeChange).optional(),
});

/** The prompt that turns one complaint into a procedure over the tools that `offered` loads. */
export function addReportBuilder(
  server: McpServer,
  world: World,
  offered: () => Promise<readonly { name: string }[]>,
): void {
  server.registerPrompt(
    'report_builder',
    {
      title: 'Why can A not reach B?',
      description:
        'The procedure for one case: which tools to call with which arguments, when to stop, and the report to write.',
      argsSchema: Arguments,
    },
    async (sent) => {
      const text = await written(world, sent, await offered());
      return { messages: [{ role: 'user', content: { type: 'text', text } }] };
    },
  );
}

async function written(world: World, sent: Sent, offered: readonly { name: string }[]): Promise<string> {
  const [{ readCase }, { procedure }] = await Promise.all([
    import('./report-builder/case.ts'),
    import('./report-builder/procedure.ts'),
  ]);
  try {
    return procedure(await readCase(world, sent), (tool) => offered.some(({ name }) => name === tool));
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new ProtocolError(ProtocolErrorCode.InvalidParams, error.message);
  }
}
