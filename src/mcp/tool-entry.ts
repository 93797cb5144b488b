import type { Tool, ToolAnnotations } from '@modelcontextprotocol/server';
import type { Answering } from './call/call.ts';
import { inputSchema, outputOutline } from './tool-schema.ts';

/** True of every tool, because the world has no verb that writes. */
const READ_ONLY: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint: true,
};

/** A callable as the tool list shows it. */
export const toolEntry = ({ name, title, description, input, output }: Answering): Tool => ({
  name,
  title,
  description,
  inputSchema: inputSchema(input),
  outputSchema: outputOutline(output),
  annotations: READ_ONLY,
});
