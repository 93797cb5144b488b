import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { timed } from './sampling.ts';

const layerwalk = 'dist/bin.js';

const initialize = {
  jsonrpc: '2.0',
  id: 1,
  method: 'initialize',
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'bench', version: '0' },
  },
};

/** A server that has answered `initialize`. */
export interface Started {
  pid: number;
  /** From spawn to the reply, in milliseconds. */
  replyMs: number;
  /** Ends it by end of input, so that the compile cache is written; gives what it wrote on descriptor 3. */
  end(): Promise<string>;
}

/** Starts the built server with the Node that runs this. */
export async function startServer({
  nodeArgs = [],
}: { nodeArgs?: readonly string[] } = {}): Promise<Started> {
  const started = performance.now();
  const child = spawn(process.execPath, [...nodeArgs, layerwalk, 'serve'], {
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
  });
  const [input, output, , told] = child.stdio;
  if (!(told instanceof Readable) || !input || !output) throw new Error('no pipes to the server');
  const exited = once(child, 'exit');
  const said = text(told);
  input.write(`${JSON.stringify(initialize)}\n`);
  const died = exited.then(([status]) => Promise.reject(new Error(`the server ended with ${status}`)));
  await Promise.race([once(output, 'data'), died]);
  const replyMs = performance.now() - started;
  died.catch(() => undefined);
  return {
    pid: child.pid ?? 0,
    replyMs,
    async end() {
      input.end();
      await exited;
      return said;
    },
  };
}

/** How long a program takes from spawn to exit, in milliseconds. Throws where it fails. */
export function spawnTime(command: string, args: readonly string[]): Promise<number> {
  return timed(async () => {
    const child = spawn(command, args, { stdio: 'ignore' });
    const [status] = await once(child, 'exit');
    if (status !== 0) throw new Error(`${command} ended with ${status}`);
  });
}
