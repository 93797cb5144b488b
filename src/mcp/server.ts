import { McpServer, type ToolAnnotations } from '@modelcontextprotocol/server';
import { live, type Steps } from '../core/steps.ts';
import type { Tool } from '../core/tool.ts';
import type { World } from '../core/world/world.ts';
import { callables } from '../diagnosis/index.ts';
import { type Answering, call } from './call/call.ts';
import { callGate, type Gate } from './call/gate.ts';
import { failureModes } from './failure-page.ts';
import { instructions } from './instructions.ts';
import { addReportBuilder } from './report-builder.ts';
import { addFailureModes } from './resources.ts';
import { listedInput, listedOutput } from './schema.ts';

export interface ServerOptions {
  readonly version: string;
  /** What can be called; all that Layerwalk has, unless given. */
  readonly callables?: readonly Answering[];
  /** Where observations come from: a live look, unless given. */
  readonly steps?: Steps;
  /** Lets calls start by turns. Servers of one process share one. */
  readonly gate?: Gate;
}

/** True of every tool, because the world has no verb that writes. */
const READ_ONLY: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: true,
};

const isTool = (callable: Answering): callable is Answering & Pick<Tool, 'failures'> =>
  'failures' in callable;

/** A server over `world`, not yet connected. Cheap: the SDK may create more than one for a connection. */
export function createServer(world: World, options: ServerOptions): McpServer {
  const { version, callables: offered = callables, steps = live, gate = callGate() } = options;
  const names = offered.map((callable) => callable.name);
  const server = new McpServer(
    { name: 'layerwalk', title: 'Layerwalk', version },
    {
      instructions: instructions(names),
      // The lists never change while the server runs.
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { listChanged: false },
      },
    },
  );
  for (const callable of offered) {
    const { name, title, description, input, output } = callable;
    server.registerTool(
      name,
      {
        title,
        description,
        inputSchema: listedInput(input),
        outputSchema: listedOutput(output),
        annotations: READ_ONLY,
      },
      (sent, context) => call(callable, sent, { world, steps, gate }, context),
    );
  }
  addReportBuilder(server, world, names);
  addFailureModes(server, failureModes(offered.filter(isTool)));
  return server;
}
