import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How to start a server under test. */
export interface Program {
  readonly command: string;
  readonly args: string[];
  /** Added to what a client hands down by itself. */
  readonly env?: Record<string, string>;
}

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** The built program. `npm test` builds it first. */
export function builtProgram(...args: string[]): Program {
  const bin = at('../../dist/bin.js');
  if (!existsSync(bin)) throw new Error('dist/ is missing: npm run build');
  return { command: process.execPath, args: [bin, 'serve', ...args] };
}

/** The server with callables made for tests. */
export const stubProgram = (): Program => ({ command: process.execPath, args: [at('./stub-program.ts')] });

/** The program from its source, telling on stderr which modules it loads. */
export const tellingLoads = (): Program => ({
  command: process.execPath,
  args: ['--import', at('./log-loads.ts'), at('../../src/main.ts'), 'serve'],
});

/** A JSON-RPC message as a test reads it. */
export interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: { readonly progress?: number; readonly message?: string };
  readonly result?: {
    readonly isError?: boolean;
    readonly content?: readonly { readonly text: string }[];
    readonly structuredContent?: Record<string, unknown>;
  };
  readonly error?: { readonly code: number; readonly message: string };
}

/** A program driven by hand: lines in, parsed lines out. A line on stdout that is no JSON-RPC fails the test. */
export class RawProgram {
  readonly messages: Message[] = [];
  readonly child: ChildProcessWithoutNullStreams;
  readonly #exit: Promise<unknown[]>;
  #stderr = '';
  #nextId = 100;

  constructor({ command, args }: Program) {
    this.child = spawn(command, args, { stdio: 'pipe' });
    this.#exit = once(this.child, 'exit');
    this.child.stderr.setEncoding('utf8').on('data', (text: string) => (this.#stderr += text));
    createInterface({ input: this.child.stdout }).on('line', (line) => {
      const message = JSON.parse(line);
      if (message.jsonrpc !== '2.0') throw new Error(`not JSON-RPC: ${line}`);
      this.messages.push(message);
      this.child.emit('message-read');
    });
  }

  get stderr(): string {
    return this.#stderr;
  }

  write(text: string): void {
    this.child.stdin.write(text);
  }

  send(message: object): void {
    this.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
  }

  /** Sends a request and returns its id. */
  request(method: string, params: object = {}): number {
    const id = this.#nextId++;
    this.send({ id, method, params });
    return id;
  }

  /** The first message, past or to come, that `fits`. */
  async until(fits: (message: Message) => boolean): Promise<Message> {
    for (;;) {
      const found = this.messages.find(fits);
      if (found) return found;
      await once(this.child, 'message-read', { signal: AbortSignal.timeout(15_000) });
    }
  }

  /** Waits for the answer to a request. */
  reply(id: number): Promise<Message> {
    return this.until((message) => message.id === id && message.method === undefined);
  }

  ask(method: string, params: object = {}): Promise<Message> {
    return this.reply(this.request(method, params));
  }

  async initialize(): Promise<Message> {
    const clientInfo = { name: 'raw', version: '1' };
    const answer = await this.ask('initialize', {
      protocolVersion: '2025-11-25',
      capabilities: {},
      clientInfo,
    });
    this.send({ method: 'notifications/initialized' });
    return answer;
  }

  /** Waits for stderr to hold `text`. */
  async logged(text: string): Promise<void> {
    while (!this.#stderr.includes(text)) {
      await once(this.child.stderr, 'data', { signal: AbortSignal.timeout(15_000) });
    }
  }

  /** Exit code and signal. */
  async exited(): Promise<{ code: unknown; signal: unknown }> {
    const [code, signal] = await this.#exit;
    return { code, signal };
  }

  /** Ends it, should a test have left it running. */
  [Symbol.dispose](): void {
    this.child.kill('SIGKILL');
  }
}
