import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer as createTcp, type AddressInfo } from 'node:net';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { readClients } from '../../src/mcp/http/clients.ts';
import { turnsByClient } from '../../src/mcp/http/turns.ts';
import { builtProgram } from './program.ts';
import { stubHttp, TOKEN } from './stub-http.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

const opened = async (...given: Parameters<typeof stubHttp>) => {
  const http = await stubHttp(...given);
  closing.push(http.close);
  return http;
};

const rpc = (name: string, given: object = {}) =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: given } });

const post = (
  url: URL | string,
  body: string,
  { headers = {}, ...more }: { headers?: Record<string, string>; signal?: AbortSignal } = {},
) =>
  fetch(url, {
    method: 'POST',
    body,
    headers: {
      authorization: `Bearer ${TOKEN}`,
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...headers,
    },
    ...more,
  });

/** fetch sets Host itself. */
async function statusWithHost(url: URL, host: string): Promise<number | undefined> {
  const sent = request(url, { method: 'POST', headers: { host, authorization: `Bearer ${TOKEN}` } });
  sent.end('{}');
  const [response] = await once(sent, 'response');
  response.resume();
  return response.statusCode;
}

describe('who may ask', () => {
  test('nobody without a token, and the answer says how to show one', async () => {
    const { url, calls } = await opened();
    for (const authorization of ['', 'Bearer wrong-token-of-someone', `Basic ${TOKEN}`, `Bearer ${TOKEN}x`]) {
      const answer = await post(url, rpc('echo'), { headers: { authorization } });
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toContain('Bearer');
      expect(await answer.text()).not.toContain(TOKEN);
    }
    expect(calls).toEqual([]);
  });
  test('each client by its own token, and the audit says who', async () => {
    const { url, calls } = await opened([
      { name: 'ops', token: 'the-token-of-operations' },
      { name: 'dev', token: 'the-token-of-developers' },
    ]);
    for (const { name, token } of [
      { name: 'dev', token: 'the-token-of-developers' },
      { name: 'ops', token: 'the-token-of-operations' },
    ]) {
      const answer = await post(url, rpc('echo', { word: name }), {
        headers: { authorization: `Bearer ${token}` },
      });
      expect(await answer.text()).toContain(name);
      expect(calls.at(-1)).toMatchObject({ client: name, tool: 'echo', target: name, verdict: 'pass' });
    }
  });
  test('everybody where no token is asked for, by address', async () => {
    const { url, calls } = await opened('anyone');
    const answer = await post(url, rpc('echo', { word: 'hello' }), { headers: { authorization: '' } });
    expect(answer.status).toBe(200);
    await answer.text();
    expect(calls).toMatchObject([{ client: '127.0.0.1' }]);
  });
  test('a foreign Host or Origin is refused, whoever asks', async () => {
    const { url } = await opened();
    expect(await statusWithHost(url, 'rebound.example')).toBe(403);
    expect(await statusWithHost(url, `127.0.0.1:${url.port}`)).not.toBe(403);
    for (const origin of ['https://evil.example', 'null', 'http://127.0.0.1.evil.example']) {
      expect((await post(url, rpc('echo'), { headers: { origin } })).status).toBe(403);
    }
    expect((await post(url, rpc('echo'), { headers: { origin: 'http://127.0.0.1' } })).status).toBe(200);
  });
});

describe('what is asked', () => {
  test('too long a request is not read', async () => {
    const { url } = await opened();
    expect((await post(url, rpc('echo', { word: 'x'.repeat(2_000_000) }))).status).toBe(413);
    expect((await post(url, rpc('echo', { word: 'next' }))).status).toBe(200);
  });
  test('garbage is an error, and the next request is answered', async () => {
    const { url } = await opened();
    for (const body of ['', '{', '[]', '[1]', '"x"', 'null', '\u0000', '{"jsonrpc":"1.0"}']) {
      const { status } = await post(url, body);
      expect({ body, clientIsWrong: status >= 400 && status < 500 }).toEqual({ body, clientIsWrong: true });
    }
    expect((await post(url, rpc('echo'))).status).toBe(200);
  });
  test('another path and another method have no answer', async () => {
    const { url } = await opened();
    expect((await post(new URL('/other', url), rpc('echo'))).status).toBe(404);
    for (const method of ['GET', 'DELETE']) {
      const { status } = await fetch(url, {
        method,
        headers: { authorization: `Bearer ${TOKEN}`, accept: 'text/event-stream' },
      });
      expect(status).toBe(405);
    }
  });
  test('whoever asks without end is told to wait, and others are not', async () => {
    const { url } = await opened(
      [
        { name: 'flood', token: TOKEN },
        { name: 'calm', token: 'the-token-of-somebody-calm' },
      ],
      { turns: turnsByClient({ burst: 5, perSecond: 0.001 }) },
    );
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(url, rpc('echo'))));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      200, 200, 200, 200, 200, 429, 429, 429,
    ]);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    const calm = { headers: { authorization: 'Bearer the-token-of-somebody-calm' } };
    expect((await post(url, rpc('echo'), calm)).status).toBe(200);
  });
  test('a client that goes away ends its call', async () => {
    const { url, calls } = await opened();
    const off = new AbortController();
    const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    const asked = post(url, rpc('waits'), { signal: off.signal });
    await vi.waitFor(() => expect(told).toHaveBeenCalledWith('waits: started\n'), 5_000);
    off.abort();
    await expect(asked.then((answer) => answer.text())).rejects.toThrow(/abort/i);
    await vi.waitFor(() => expect(calls).toMatchObject([{ tool: 'waits', verdict: 'called-off' }]), 5_000);
    told.mockRestore();
  });
});

test('two hundred calls at once: none is lost, and quick ones do not wait for slow ones', async () => {
  const { url, calls } = await opened();
  const off = new AbortController();
  const told = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const slow = Array.from({ length: 100 }, () =>
    post(url, rpc('waits'), { signal: off.signal }).then((answer) => answer.text()),
  );
  const settled = Promise.allSettled(slow);
  const quick = await Promise.all(
    Array.from({ length: 100 }, async (_, n) => (await post(url, rpc('echo', { word: `word-${n}` }))).text()),
  );
  quick.forEach((text, n) => expect(text).toContain(`word-${n}`));
  expect(calls.filter(({ tool }) => tool === 'waits')).toEqual([]);
  off.abort();
  await settled;
  await vi.waitFor(() => expect(calls).toHaveLength(200), 10_000);
  told.mockRestore();
});

test('ready until it is to end; then what is asked is refused, and it is still alive', async () => {
  const { url, app } = await opened();
  const at = (path: string) => fetch(new URL(path, url));
  expect([(await at('/healthz')).status, (await at('/readyz')).status]).toEqual([200, 200]);
  app.drain();
  expect([(await at('/healthz')).status, (await at('/readyz')).status]).toEqual([200, 503]);
  const refused = await post(url, rpc('echo'));
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('1');
});

describe('tokens', () => {
  test('a line each, with a name or without', () => {
    expect(readClients('# ours\n\nops 0123456789abcdef\n0123456789ABCDEF==\n', 'f')).toEqual([
      { name: 'ops', token: '0123456789abcdef' },
      { name: 'client-4', token: '0123456789ABCDEF==' },
    ]);
  });
  test.each([
    ['short', 'line 1: a token has at least 16 characters'],
    ['ops 0123456789abcdef more', 'line 1: more than a name and a token'],
    ['\no/ps 0123456789abcdef', 'line 2: a name is made of'],
    ['0123456789abcde\u0007x', 'line 1: a token is made of'],
    ['# none\n', 'holds no token'],
  ])('%j: %s', (text, says) => {
    expect(() => readClients(text, '--token-file')).toThrow(says);
    expect(() => readClients(text, '--token-file')).not.toThrow(/0123456789abcde/);
  });
});

/** The built program over HTTP; `port` resolves when it listens. */
async function program(args: readonly string[], env: Record<string, string> = {}) {
  const { command, args: built } = builtProgram('--http', '--port', '0', ...args);
  const child = spawn(command, built, { env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  closing.push(async () => child.kill('SIGKILL'));
  const exited = once(child, 'exit').then(([code]) => code as unknown);
  const events = () =>
    stderr
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));
  return {
    child,
    exited,
    events,
    said: () => stderr,
    url: async () => {
      await vi.waitFor(() => expect(events()[0]).toMatchObject({ event: 'listening' }), 15_000);
      return new URL(`http://127.0.0.1:${events()[0].port}/mcp`);
    },
  };
}

describe('the built program', () => {
  test('logs who asked what, refuses this machine as a target, and shows no token', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'layerwalk-http-'));
    closing.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'tokens');
    await writeFile(file, `ops ${TOKEN}\n`);
    const { url, events, said } = await program(['--token-file', file]);
    const answer = await post(await url(), rpc('tcp_probe', { host: '127.0.0.1', ports: [9] }));
    expect(await answer.text()).toContain('of the machine that serves');
    await vi.waitFor(() =>
      expect(events().at(-1)).toMatchObject({
        event: 'call',
        client: 'ops',
        tool: 'tcp_probe',
        target: '127.0.0.1',
        verdict: 'refused',
      }),
    );
    expect(said()).not.toContain(TOKEN);
  });
  test('an explicit range allows it', async () => {
    const { url } = await program(['--no-auth', '--allow-cidr', '127.0.0.0/8']);
    const answer = await post(await url(), rpc('tcp_probe', { host: '127.0.0.1', ports: [9] }));
    expect(await answer.text()).toContain('tcp.refused');
  });
  test('told to end, it answers what was asked and ends with 0', async () => {
    const slow = createTcp(
      (socket) => void pause(1_500).then(() => socket.end('HTTP/1.1 204 No Content\r\n\r\n')),
    );
    slow.listen(0, '127.0.0.1');
    await once(slow, 'listening');
    closing.push(async () => slow.close());
    const { url, child, exited, events } = await program(['--allow-cidr', '127.0.0.0/8'], {
      LAYERWALK_TOKEN: TOKEN,
    });
    const at = await url();
    const port = (slow.address() as AddressInfo).port;
    const asked = post(at, rpc('http_probe', { url: `http://127.0.0.1:${port}/` }));
    await once(slow, 'connection');
    child.kill('SIGTERM');
    expect(await (await asked).text()).toContain('204');
    expect(await exited).toBe(0);
    expect(events().map(({ event }) => event)).toEqual(['listening', 'draining', 'call', 'ended']);
  });
  test.each([
    [[], 'Nothing says who may ask'],
    [['--no-auth', '--host', '0.0.0.0'], '--no-auth works on loopback only'],
    [['--token-file', '/nowhere/tokens'], '--token-file: the file cannot be read (ENOENT)'],
    [['--no-auth', '--host', 'my host'], 'is not an address'],
    [['--token-file', '/etc'], '--token-file: the file is no list of secrets'],
    [['--no-auth', '--port', '70000'], '--port: "70000" is not a port'],
  ])('%j: %s', async (args, says) => {
    const { exited, said } = await program(args);
    expect(await exited).toBe(64);
    expect(said()).toContain(says);
  });
  test('an address that is not ours cannot be listened on', async () => {
    const { exited, said } = await program(['--host', '192.0.2.1'], { LAYERWALK_TOKEN: TOKEN });
    expect(await exited).toBe(64);
    expect(said()).toContain('Cannot listen on 192.0.2.1:0 (EADDRNOTAVAIL)');
  });
});
