import type { Tool, ToolAnnotations } from '@modelcontextprotocol/server';
import { Report } from '../core/report.ts';
import type { Answering } from './call/call.ts';
import { inputSchema, outputOutline } from './tool-schema.ts';

/** True of every tool, because the world has no verb that writes. */
const READ_ONLY: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: true,
};

/** A callable as the tool list shows it; what answers with a report names the page that shows it (MCP Apps, "Resource Discovery"). */
export const toolEntry = (
  { name, title, description, input, output }: Answering,
  reportApp?: string,
): Tool => ({
  name,
  title,
  description,
  inputSchema: inputSchema(input),
  outputSchema: outputOutline(output),
  annotations: READ_ONLY,
  ...(reportApp !== undefined && output === Report && { _meta: { ui: { resourceUri: reportApp } } }),
});
