import { type McpServer, ProtocolError, ProtocolErrorCode, type Tool } from '@modelcontextprotocol/server';
import type { Answering, Surroundings } from './call/call.ts';

/**
 * Lists and calls what `offered` loads, when it is first asked for. The handlers are set here and not by the SDK's
 * registerTool, which wants the tools before the server can greet, and whose errors repeat what the client sent. `reportApp` is
 * where the page of a report is found.
 */
export function addTools(
  server: McpServer,
  offered: () => Promise<readonly Answering[]>,
  surroundings: Surroundings,
  reportApp?: string,
): void {
  let entries: Tool[] | undefined;
  server.server.setRequestHandler('tools/list', async () => {
    if (!entries) {
      const [callables, { toolEntry }] = await Promise.all([offered(), import('./tool-entry.ts')]);
      entries = callables.map((callable) => toolEntry(callable, reportApp));
    }
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
