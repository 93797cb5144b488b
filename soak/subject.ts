import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Question } from './questions.ts';

const PROGRAM = join(import.meta.dirname, '../dist/bin.js');
/** Node, with what makes it collect its garbage when it is told to, and a young generation that is small. */
const NODE_FLAGS = [
  '--max-semi-space-size=2',
  '--expose-gc',
  '--import',
  join(import.meta.dirname, 'collect.ts'),
];
const LONGEST_MS = 120_000;

/** A running server with clients of it. */
export interface Subject {
  readonly name: string;
  readonly pid: number;
  /** Asks, as one of its clients; resolves when the call has ended, however it did. Rejects when the server does not answer. */
  ask(question: Question, nth: number): Promise<void>;
}

/** The built program over stdio, with the one client that it can have. */
export async function overStdio(stack: AsyncDisposableStack): Promise<Subject> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [...NODE_FLAGS, PROGRAM, 'serve'],
    stderr: 'ignore',
  });
  const client = new Client({ name: 'soak', version: '1' });
  await client.connect(transport);
  stack.defer(() => client.close());
  if (transport.pid === null) throw new Error('the server has no process');
  return { name: 'stdio', pid: transport.pid, ask: (question) => asked(client, question) };
}

/** The built program over HTTP, with as many clients as it has tokens. */
export async function overHttp(stack: AsyncDisposableStack, tokens: readonly string[]): Promise<Subject> {
  const file = stack.use(await tokenFile(tokens));
  const args = ['serve', '--http', '--port', '0', '--token-file', file.path, '--allow-cidr', '127.0.0.0/8'];
  const child = spawn(process.execPath, [...NODE_FLAGS, PROGRAM, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  stack.defer(async () => {
    child.kill();
    await ended;
  });
  const [line] = await once(createInterface({ input: child.stderr }), 'line');
  const url = new URL(`http://127.0.0.1:${JSON.parse(String(line)).port}/mcp`);
  const clients = await Promise.all(
    tokens.map(async (token) => {
      // Without sessions a client of 2025-11-25 cannot call anything off: its word reaches another server than its call did.
      const client = new Client({ name: 'soak', version: '1' }, { versionNegotiation: { mode: 'auto' } });
      const requestInit = { headers: { authorization: `Bearer ${token}` } };
      await client.connect(new StreamableHTTPClientTransport(url, { requestInit }));
      stack.defer(() => client.close());
      return client;
    }),
  );
  if (child.pid === undefined) throw new Error('the server has no process');
  return {
    name: 'HTTP',
    pid: child.pid,
    ask: (question, nth) => asked(clients[nth % clients.length]!, question),
  };
}

async function asked(client: Client, { tool, arguments: given, cancelAfterMs }: Question): Promise<void> {
  const signal = AbortSignal.timeout(cancelAfterMs ?? LONGEST_MS);
  try {
    await client.callTool({ name: tool, arguments: given }, { signal, timeout: LONGEST_MS });
  } catch (error) {
    if (cancelAfterMs === undefined) throw error;
  }
}

async function tokenFile(tokens: readonly string[]) {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-soak-'));
  const path = join(folder, 'tokens');
  await writeFile(path, tokens.join('\n'), { mode: 0o600 });
  return { path, [Symbol.asyncDispose]: () => rm(folder, { recursive: true }) };
}
