import {
  Client as NewClient,
  StreamableHTTPClientTransport as NewHttpTransport,
} from '@modelcontextprotocol/client';
import { StdioClientTransport as NewTransport } from '@modelcontextprotocol/client/stdio';
import { Client as OldClient } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport as OldTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport as OldHttpTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import * as z from 'zod';
import type { Program } from './program.ts';

/** A server that listens already. */
export interface HttpEnd {
  readonly url: URL;
  readonly token?: string;
}

const bearing = ({ token }: HttpEnd) =>
  token === undefined ? {} : { requestInit: { headers: { authorization: `Bearer ${token}` } } };

/** What a client may say with a call. */
export interface CallOptions {
  readonly signal?: AbortSignal;
  readonly onprogress?: (progress: { progress: number; message?: string | undefined }) => void;
}

/** The answer to a call. */
export interface Answer {
  readonly isError: boolean;
  readonly text: string;
  readonly structured: Readonly<Record<string, unknown>> | undefined;
}

type Ref = { type: 'ref/prompt'; name: string } | { type: 'ref/resource'; uri: string };

/** One connected client, whatever its version. */
export interface Session {
  readonly instructions: string | undefined;
  tools(): Promise<
    readonly { name: string; annotations?: unknown; inputSchema: unknown; outputSchema?: unknown }[]
  >;
  call(name: string, args: Readonly<Record<string, unknown>>, options?: CallOptions): Promise<Answer>;
  prompts(): Promise<
    readonly {
      name: string;
      arguments?: readonly { name: string; required?: boolean | undefined }[] | undefined;
    }[]
  >;
  prompt(name: string, args: Record<string, string>): Promise<string>;
  complete(ref: Ref, name: string, value: string): Promise<readonly string[]>;
  resources(): Promise<readonly { uri: string }[]>;
  templates(): Promise<readonly { uriTemplate: string }[]>;
  read(uri: string): Promise<string>;
  close(): Promise<void>;
}

const Told = z.object({
  isError: z.boolean().default(false),
  content: z.tuple([z.object({ text: z.string() })]),
  structuredContent: z.record(z.string(), z.unknown()).optional(),
});
const Text = z.object({ text: z.string() });

function asAnswer(result: unknown): Answer {
  const { isError, content, structuredContent } = Told.parse(result);
  return { isError, text: content[0].text, structured: structuredContent };
}

function session(client: OldClient | NewClient, call: Session['call']): Session {
  return {
    instructions: client.getInstructions(),
    tools: async () => (await client.listTools()).tools,
    call,
    prompts: async () => (await client.listPrompts()).prompts,
    prompt: async (name, given) => {
      const { messages } = await client.getPrompt({ name, arguments: given });
      return messages.map(({ content }) => Text.parse(content).text).join('\n');
    },
    complete: async (ref, name, value) =>
      (await client.complete({ ref, argument: { name, value } })).completion.values,
    resources: async () => (await client.listResources()).resources,
    templates: async () => (await client.listResourceTemplates()).resourceTemplates,
    read: async (uri) => Text.parse((await client.readResource({ uri })).contents[0]).text,
    close: () => client.close(),
  };
}

async function oldSession(end: Program | HttpEnd): Promise<Session> {
  const client = new OldClient({ name: 'old', version: '1' });
  // The 1.x types were not written for exactOptionalPropertyTypes.
  const transport = (
    'url' in end
      ? new OldHttpTransport(end.url, bearing(end))
      : new OldTransport({ ...end, stderr: 'ignore' })
  ) as OldTransport;
  await client.connect(transport);
  return session(client, async (name, given, options) =>
    asAnswer(await client.callTool({ name, arguments: given }, undefined, options)),
  );
}

async function newSession(mode: 'legacy' | 'auto', era: string, end: Program | HttpEnd): Promise<Session> {
  const client = new NewClient({ name: 'new', version: '1' }, { versionNegotiation: { mode } });
  await client.connect(
    'url' in end
      ? new NewHttpTransport(end.url, bearing(end))
      : new NewTransport({ ...end, stderr: 'ignore' }),
  );
  if (client.getProtocolEra() !== era) throw new Error(`agreed on ${client.getProtocolEra()}, not on ${era}`);
  return session(client, async (name, given, options) =>
    asAnswer(await client.callTool({ name, arguments: given }, options)),
  );
}

/** Every client that must work, by name. */
export const CLIENTS: readonly (readonly [string, (end: Program | HttpEnd) => Promise<Session>])[] = [
  ['v1 client', oldSession],
  ['v2 client, legacy', (end) => newSession('legacy', 'legacy', end)],
  ['v2 client, auto', (end) => newSession('auto', 'modern', end)],
];
