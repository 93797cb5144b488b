import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type Tool as ToolEntry,
  type ToolAnnotations,
} from '@modelcontextprotocol/server';
import { inputSchema, outputOutline } from './call/schema.ts';
import type { Answering, Surroundings } from './call/call.ts';

/** True of every tool, because the world has no verb that writes. */
const READ_ONLY: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: true,
};

/**
 * Lists and calls what `offered` loads, when it is first asked for. The handlers are set here and not by the SDK's
 * registerTool, which wants the tools before the server can greet, and whose errors repeat what the client sent.
 */
export function addTools(
  server: McpServer,
  offered: () => Promise<readonly Answering[]>,
  surroundings: Surroundings,
): void {
  let entries: ToolEntry[] | undefined;
  server.server.setRequestHandler('tools/list', async () => {
    entries ??= (await offered()).map(entryOf);
    return { tools: entries };
  });
  server.server.setRequestHandler('tools/call', async ({ params }, context) => {
    const callables = await offered();
    const callable = callables.find(({ name }) => name === params.name);
    if (!callable) {
      const names = callables.map(({ name }) => name).join(', ');
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `No such tool. There are: ${names}.`);
    }
    const { call } = await import('./call/call.ts');
    return call(callable, params.arguments, surroundings, context);
  });
}

const entryOf = ({ name, title, description, input, output }: Answering): ToolEntry => ({
  name,
  title,
  description,
  inputSchema: inputSchema(input),
  outputSchema: outputOutline(output),
  annotations: READ_ONLY,
});
