import { McpServer } from '@modelcontextprotocol/server';
import { live, type Steps } from '../core/steps.ts';
import type { Tool } from '../core/tool.ts';
import type { World } from '../core/world/world.ts';
import type { Audited } from './call/audited.ts';
import type { Answering } from './call/call.ts';
import { callGate, type Gate } from './call/gate.ts';
import { type FailureMode, failureModes } from './failure-page.ts';
import { INSTRUCTIONS } from './instructions.ts';
import { addReportApp, REPORT_APP } from './report-app.ts';
import { addReportBuilder } from './report-builder.ts';
import { addFailureModes } from './resources.ts';
import { addTools } from './tools.ts';

export interface ServerOptions {
  readonly version: string;
  /** What can be called; all that Layerwalk has, unless given. */
  readonly callables?: readonly Answering[];
  /** Where observations come from: a live look, unless given. */
  readonly steps?: Steps;
  /** Lets calls start by turns. Servers of one process share one. */
  readonly gate?: Gate;
  /** The page that shows a report, for hosts of MCP Apps; it is offered where it is given. */
  readonly reportApp?: () => Promise<string>;
  /** Is told of every call, once it has ended. */
  readonly audit?: (call: Audited) => void;
}

/**
 * A server over `world`, not yet connected. It greets at once: tools, failure modes and the prompt's procedure are loaded after
 * that. Cheap, for the SDK may create more than one for a connection.
 */
export function createServer(world: World, options: ServerOptions): McpServer {
  const { version, callables, steps = live, gate = callGate(), audit, reportApp } = options;
  const offered = async (): Promise<readonly Answering[]> =>
    callables ?? (await import('../diagnosis/index.ts')).callables;
  const modes = async (): Promise<FailureMode[]> => failureModes((await offered()).filter(isTool));
  // The lists never change while the server runs.
  const fixed = { listChanged: false };
  const server = new McpServer(
    { name: 'layerwalk', title: 'Layerwalk', version },
    { instructions: INSTRUCTIONS, capabilities: { tools: fixed, prompts: fixed, resources: fixed } },
  );
  const app = reportApp && REPORT_APP;
  addTools(server, offered, { world, steps, gate, ...(audit && { audit }) }, app);
  addReportBuilder(server, world, offered);
  addFailureModes(server, modes);
  if (reportApp) addReportApp(server, reportApp);
  // The client's first question is most likely the list of tools.
  server.server.oninitialized = () => void offered();
  return server;
}

const isTool = (callable: Answering): callable is Answering & Pick<Tool, 'failures'> =>
  'failures' in callable;
