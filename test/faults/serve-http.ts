import { spawn, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { builtProgram } from '../protocol/program.ts';

/** The built program over HTTP, for anybody on loopback, which it may ask about. Killed at the end, should it still run. */
export async function serveHttp(stdio: StdioOptions = ['ignore', 'ignore', 'pipe']) {
  const { command, args } = builtProgram('--http', '--port', '0', '--no-auth', '--allow-cidr', '127.0.0.0/8');
  const child = spawn(command, args, { stdio });
  const exited = once(child, 'exit').then(([code]) => code as unknown);
  if (!child.stderr || child.pid === undefined) throw new Error('no process');
  const lines = createInterface({ input: child.stderr });
  const [line] = await once(lines, 'line');
  const url = `http://127.0.0.1:${JSON.parse(String(line)).port}/mcp`;
  const call = (name: string, given: object, signal?: AbortSignal): Promise<Response> =>
    fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'tools/call',
        params: { name, arguments: given },
      }),
      ...(signal && { signal }),
    });
  return {
    pid: child.pid,
    url,
    child,
    exited,
    call,
    stop: () => child.kill('SIGTERM'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
