import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { builtProgram, RawProgram } from '../protocol/program.ts';
import { serveHttp } from './serve-http.ts';

test('whoever reads the log goes away: the server over stdio goes on', async () => {
  using program = new RawProgram(builtProgram());
  await program.initialize();
  program.child.stderr.destroy();
  for (let n = 0; n < 50; n += 1) program.write('garbage that is logged\n');
  expect((await program.ask('ping')).error).toBeUndefined();
  program.child.stdin.end();
  expect(await program.exited()).toEqual({ code: 0, signal: null });
});

test('whoever reads the log goes away: the server over HTTP goes on', async () => {
  await using server = await serveHttp();
  server.child.stderr?.destroy();
  for (let n = 0; n < 20; n += 1) {
    const answer = await server.call('tcp_probe', { host: '127.0.0.1', ports: [9] });
    expect(await answer.text()).toContain('tcp_probe');
  }
  await pause(100);
  server.stop();
  expect(await server.exited).toBe(0);
});
