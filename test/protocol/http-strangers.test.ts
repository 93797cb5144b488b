import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { STRANGERS } from '../../src/mcp/http/limits.ts';
import { builtProgram } from './program.ts';

const TOKEN = 'a-token-that-is-long-enough';

describe('peers that hold connections and say nothing', () => {
  let child: ChildProcess;
  let port: number;
  const held: Socket[] = [];
  const agent = new Agent({ keepAlive: true });
  beforeEach(async () => {
    const { command, args } = builtProgram('--http', '--port', '0');
    const env = { ...process.env, LAYERWALK_TOKEN: TOKEN };
    child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
    const [line] = await once(createInterface({ input: child.stderr! }), 'line');
    ({ port } = JSON.parse(line));
  });
  afterEach(() => {
    for (const socket of held.splice(0)) socket.destroy();
    agent.destroy();
    child.kill('SIGKILL');
  });

  const hold = async (says = ''): Promise<Socket> => {
    const socket = connect(port, '127.0.0.1').on('error', () => undefined);
    held.push(socket.resume());
    await Promise.race([once(socket, 'connect'), once(socket, 'close')]);
    socket.write(says);
    return socket;
  };
  /** Asks for the tools over the one connection that is kept; gives the status and the port that it was asked from. */
  const ask = async (): Promise<readonly [number | undefined, number | undefined]> => {
    const headers = {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
    };
    const sent = request({ agent, host: '127.0.0.1', port, path: '/mcp', method: 'POST', headers });
    sent.end(JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }));
    const [response] = await once(sent, 'response');
    const { localPort } = response.socket;
    await text(response);
    return [response.statusCode, localPort];
  };

  test('keep nobody out who has a token, or is to see whether the process lives', async () => {
    const first = await ask();
    expect(first[0]).toBe(200);
    for (let made = 0; made < STRANGERS + 200; made += 100)
      await Promise.all(Array.from({ length: 100 }, () => hold('POST /mcp HTTP/1.1\r\nHost: ')));
    // The oldest had to go, the connection of somebody who is known did not.
    await vi.waitFor(
      () => expect(held.filter(({ closed }) => closed).length).toBeGreaterThanOrEqual(200),
      10_000,
    );
    expect(await ask()).toEqual(first);
    const alive = await fetch(`http://127.0.0.1:${port}/healthz`);
    expect(alive.status).toBe(200);
  }, 60_000);

  test('are not waited for longer than it takes to send headers', async () => {
    const [silent, halfway] = [await hold(), await hold('POST /mcp HTTP/1.1\r\nX-')];
    for (const socket of [silent, halfway]) if (!socket.closed) await once(socket, 'close');
    expect([silent.closed, halfway.closed]).toEqual([true, true]);
  }, 25_000);
});
