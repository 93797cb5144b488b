import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Recording } from '../../src/world/snapshot/recording.ts';
import { builtProgram, RawProgram } from '../protocol/program.ts';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'serve-'))));
afterAll(() => rm(folder, { recursive: true }));

const knock = { name: 'tcp_probe', arguments: { host: '127.0.0.1', ports: [9], attempts: 1 } };

async function converse(flags: readonly string[], call: object) {
  using server = new RawProgram(builtProgram(...flags));
  await server.initialize();
  const { result } = await server.ask('tools/call', call);
  server.child.stdin.end();
  expect(await server.exited()).toEqual({ code: 0, signal: null });
  return result;
}

test('a server records what its calls saw, and another answers from it', async () => {
  const file = join(folder, 'case.json');
  const live = await converse(['--record', file], knock);
  const { steps } = Recording.parse(JSON.parse(await readFile(file, 'utf8')));
  expect(steps.map(({ tool }) => tool)).toEqual(['tcp_probe']);
  expect(await converse(['--replay', file], knock)).toEqual(live);
});

test('what a recording does not hold is unknown', async () => {
  const file = join(folder, 'other.json');
  await converse(['--record', file], knock);
  const other = { ...knock, arguments: { ...knock.arguments, ports: [10] } };
  const answer = await converse(['--replay', file], other);
  expect(answer?.structuredContent).toMatchObject({ status: 'unknown' });
  expect(answer?.content?.[0]?.text).toContain('unknown: not recorded');
});

test('start-up flags bind its calls', async () => {
  const answer = await converse(['--deny-cidr', '127.0.0.0/8'], knock);
  expect(answer?.isError).toBe(true);
  expect(answer?.content?.[0]?.text).toContain('--deny-cidr 127.0.0.0/8');
});
