import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BAD_INPUTS } from './bad-input.ts';
import { CLIENTS, type Session } from './clients.ts';
import { builtProgram, RawProgram, tellingLoads } from './program.ts';

/** A server that accepts and then says nothing, whatever it is sent. */
async function silentServer(): Promise<{ port: number; sockets: Set<Socket>; server: Server }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket
      .on('error', () => undefined)
      .on('close', () => sockets.delete(socket))
      .resume();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { port: address.port, sockets, server };
}

async function closedPort(): Promise<number> {
  const { port, server } = await silentServer();
  server.close();
  await once(server, 'close');
  return port;
}

describe.each(CLIENTS)('the built program and the %s', (_name, connect) => {
  let client: Session;
  beforeAll(async () => {
    client = await connect(builtProgram());
  });
  afterAll(() => client.close());

  test('lists tools, the prompt and the resources', async () => {
    const tools = await client.tools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['diagnose', 'dns_lookup', 'tcp_probe', 'tls_inspect', 'http_probe']),
    );
    expect((await client.prompts()).map(({ name }) => name)).toEqual(['report_builder']);
    expect((await client.resources()).map(({ uri }) => uri)).toEqual([
      'layerwalk://failure-modes',
      'ui://layerwalk/report',
    ]);
    expect((await client.templates()).map(({ uriTemplate }) => uriTemplate)).toEqual([
      'layerwalk://failure-modes/{code}',
    ]);
  });

  test('a broken target is a finding and no error', async () => {
    const port = await closedPort();
    const { isError, text, structured } = await client.call('diagnose', { target: `127.0.0.1:${port}` });
    expect(isError).toBe(false);
    expect(structured).toMatchObject({ verdict: { status: 'fail', code: 'tcp.refused' } });
    expect(text).toContain('tcp.refused');
  });

  test('two calls at once get their own answers', async () => {
    const { port, server } = await silentServer();
    const closed = await closedPort();
    const [open, refused] = await Promise.all([
      client.call('tcp_probe', { host: '127.0.0.1', ports: [port] }),
      client.call('tcp_probe', { host: '127.0.0.1', ports: [closed] }),
    ]);
    expect(open.structured).toMatchObject({ status: 'pass' });
    expect(refused.structured).toMatchObject({ status: 'fail' });
    server.close();
  });

  test('the walk tells its steps', async () => {
    const told: string[] = [];
    const target = `tls://127.0.0.1:${await closedPort()}`;
    await client.call('diagnose', { target }, { onprogress: ({ message = '' }) => told.push(message) });
    expect(told.length).toBeGreaterThan(1);
  });

  test('a call that is called off closes its sockets, and the server goes on', async () => {
    const { port, sockets, server } = await silentServer();
    const off = new AbortController();
    const waiting = client.call('tls_inspect', { host: '127.0.0.1', port }, { signal: off.signal });
    const ended = waiting.catch((error: unknown) => error);
    await once(server, 'connection');
    off.abort();
    expect(await ended).toBeInstanceOf(Error);
    while (sockets.size > 0) await once([...sockets][0]!, 'close', { signal: AbortSignal.timeout(2_000) });
    expect(sockets.size).toBe(0);
    server.close();
    expect((await client.call('tcp_probe', { host: '127.0.0.1', ports: [await closedPort()] })).isError).toBe(
      false,
    );
  });

  test('prompt, completion and pages', async () => {
    const text = await client.prompt('report_builder', { target: 'https://api.example.com', symptom: '' });
    expect(text).toContain('`diagnose` with `{"target":"https://api.example.com/"}`');
    await expect(client.prompt('report_builder', { target: 'nowhere' })).rejects.toThrow(/Which port\?/);
    const builder = { type: 'ref/prompt', name: 'report_builder' } as const;
    expect(await client.complete(builder, 'target', 'rediss')).toEqual(['rediss://']);
    expect(await client.complete(builder, 'source', 'shop/st')).toEqual(['shop/sts/']);
    expect(await client.complete(builder, 'symptom', 'refused')).toEqual(['connection refused']);
    expect(await client.complete(builder, 'recent_change', 'dns')).toEqual(['DNS record changed']);
    const page = { type: 'ref/resource', uri: 'layerwalk://failure-modes/{code}' } as const;
    expect(await client.complete(page, 'code', 'tcp.refu')).toEqual(['tcp.refused']);
    expect(await client.read('layerwalk://failure-modes/tcp.refused')).toContain('# tcp.refused');
  });

  test.each(BAD_INPUTS)('$what: says what was wrong, and the server goes on', async (bad) => {
    const { isError, text } = await client.call(bad.tool, bad.args);
    expect(text).toMatch(bad.says);
    expect(text).not.toMatch(bad.never);
    expect(isError).toBe(true);
    expect(text.length).toBeLessThan(1_500);
    expect((await client.tools()).length).toBeGreaterThan(0);
  });
});

describe('the built program by hand', () => {
  test('a probe under way when stdin ends is called off and its sockets close', async () => {
    const { port, sockets, server } = await silentServer();
    using program = new RawProgram(builtProgram());
    await program.initialize();
    program.request('tools/call', { name: 'tls_inspect', arguments: { host: '127.0.0.1', port } });
    await once(server, 'connection');
    program.child.stdin.end();
    expect(await program.exited()).toEqual({ code: 0, signal: null });
    while (sockets.size > 0) await once([...sockets][0]!, 'close', { signal: AbortSignal.timeout(2_000) });
    server.close();
  });

  test('a walk in a pipe is answered before the end', async () => {
    using program = new RawProgram(builtProgram());
    await program.initialize();
    const args = { target: `127.0.0.1:${await closedPort()}` };
    const id = program.request('tools/call', { name: 'diagnose', arguments: args });
    expect((await program.reply(id)).result?.structuredContent).toHaveProperty('verdict');
    program.child.stdin.end();
    expect(await program.exited()).toEqual({ code: 0, signal: null });
    expect(program.stderr).toBe('');
  });
});

test('it greets before it loads tools, or anything heavy', async () => {
  using program = new RawProgram(tellingLoads());
  const { result } = await program.initialize();
  expect(result).toMatchObject({ serverInfo: { name: 'layerwalk' } });
  const before = program.stderr;
  expect(before).toContain('/src/mcp/server.ts');
  expect(before).not.toMatch(
    /\/src\/(?:tools|diagnosis|wire)\/|\/src\/world\/vantage\/local\/vantage|\/(?:execa|commander)\//,
  );
  await program.ask('tools/list');
  await program.logged('/src/tools/index.ts');
});
