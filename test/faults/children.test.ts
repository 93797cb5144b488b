import { describe, expect, test, vi } from 'vitest';
import { findCommand, needs } from '../needs.ts';
import { builtProgram, RawProgram } from '../protocol/program.ts';
import { serveHttp } from './serve-http.ts';
import { childrenOf, isThere, startedBy } from './left.ts';

const TRACE = { name: 'path_trace', arguments: { host: '127.0.0.1', port: 9 } };
const wants = needs({
  root: true,
  linux: true,
  commands: ['mtr', 'traceroute'],
  packages: ['mtr-tiny', 'traceroute'],
});

async function pidOf(program: RawProgram): Promise<number> {
  await program.initialize();
  const { pid } = program.child;
  if (pid === undefined) throw new Error('no process');
  return pid;
}

describe('a program that was started for a probe', wants, () => {
  test.each([
    ['mtr', 'SIGKILL'],
    ['mtr', 'SIGSEGV'],
    ['mtr', 'SIGSTOP'],
  ] as const)('%s ended by %s: the call is answered, and nothing is left', async (command, signal) => {
    using program = new RawProgram(builtProgram());
    const pid = await pidOf(program);
    const asked = program.ask('tools/call', TRACE);
    const child = await startedBy(pid, new RegExp(`^${findCommand(command) ?? command} `));
    process.kill(child.pid, signal);
    const { result } = await asked;
    expect(result?.isError ?? false).toBe(false);
    expect(result?.structuredContent).toHaveProperty('checks');
    await vi.waitFor(() => expect(childrenOf(pid)).toEqual([]), 5_000);
    expect((await program.ask('tools/call', TRACE)).result?.structuredContent).toMatchObject({
      status: 'pass',
    });
    expect(program.stderr).toBe('');
  });

  test.each(['SIGTERM', 'SIGINT'] as const)('is ended with the server over stdio, by %s', async (signal) => {
    using program = new RawProgram(builtProgram());
    const pid = await pidOf(program);
    program.request('tools/call', TRACE);
    const child = await startedBy(pid, /mtr/);
    program.child.kill(signal);
    expect(await program.exited()).toEqual({ code: 0, signal: null });
    await vi.waitFor(() => expect(isThere(child.pid)).toBe(false), 5_000);
  });

  test('is ended when its call is called off, and the server goes on', async () => {
    using program = new RawProgram(builtProgram());
    const pid = await pidOf(program);
    const requestId = program.request('tools/call', TRACE);
    const child = await startedBy(pid, /mtr/);
    program.send({ method: 'notifications/cancelled', params: { requestId } });
    await vi.waitFor(() => expect(isThere(child.pid)).toBe(false), 5_000);
    expect((await program.ask('ping')).error).toBeUndefined();
    expect(childrenOf(pid)).toEqual([]);
  });

  test('has done its work before a server over HTTP that is told to stop ends', async () => {
    await using server = await serveHttp();
    const asked = server.call(TRACE.name, TRACE.arguments);
    const child = await startedBy(server.pid, /mtr/);
    server.stop();
    expect(await (await asked).text()).toContain('path_trace');
    expect(await server.exited).toBe(0);
    expect(isThere(child.pid)).toBe(false);
  });

  test('ends when a client over HTTP goes away', async () => {
    await using server = await serveHttp();
    const off = new AbortController();
    const asked = server.call(TRACE.name, TRACE.arguments, off.signal).then((answer) => answer.text());
    const ended = asked.catch(() => 'off');
    const child = await startedBy(server.pid, /mtr/);
    off.abort();
    expect(await ended).toBe('off');
    await vi.waitFor(() => expect(isThere(child.pid)).toBe(false), 5_000);
  });
});
