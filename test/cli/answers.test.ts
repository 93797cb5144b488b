import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpServer } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Finding } from '../../src/core/finding.ts';
import { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { layerwalk, onTerminal, PROGRAM, start } from './program.ts';

const web = createHttpServer((_request, response) => response.end('hello\n'));
/** Takes connections and says nothing. */
const mute = createServer((socket) => socket.on('error', () => socket.destroy()));
const portOf = (server: { address(): unknown }): number => (server.address() as AddressInfo).port;
let folder: string;
let closed: number;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'answers-'));
  for (const server of [web, mute]) {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  }
  const gone = createServer().listen(0, '127.0.0.1');
  await once(gone, 'listening');
  closed = portOf(gone);
  gone.close();
});
afterAll(async () => {
  web.close();
  mute.close();
  await rm(folder, { recursive: true });
});

const healthy = (): string => `http://127.0.0.1:${portOf(web)}/`;
const refused = (): string => `http://127.0.0.1:${closed}/`;

describe('exit statuses and JSON', () => {
  test('0 where nothing fails; standard output is the report as JSON and nothing else', async () => {
    const { status, stdout, stderr } = await layerwalk(['diagnose', healthy(), '--json']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(Report.parse(JSON.parse(stdout)).verdict).toMatchObject({ status: 'pass', code: null });
  });

  test('1 where a layer fails, and the code is named', async () => {
    const { status, stdout } = await layerwalk(['diagnose', refused(), '--json']);
    expect(status).toBe(1);
    expect(Report.parse(JSON.parse(stdout)).verdict).toMatchObject({ layer: 'tcp', code: 'tcp.refused' });
  });

  test('2 where it could not be told, with what would let us look', async () => {
    const { status, stdout } = await layerwalk([
      'tcp-probe',
      '127.0.0.1',
      '--ports',
      `${closed}`,
      '--from',
      'payments/api',
      '--json',
    ]);
    expect(status).toBe(2);
    const { checks } = Finding.parse(JSON.parse(stdout));
    expect(checks[0]).toMatchObject({
      status: 'unknown',
      fix: { command: expect.stringContaining('kubectl') },
    });
  });

  test('a tool alone answers with its finding', async () => {
    const { status, stdout } = await layerwalk([
      'tcp-probe',
      '127.0.0.1',
      '--ports',
      `${portOf(web)},${closed}`,
      '--json',
    ]);
    expect(status).toBe(1);
    expect(Finding.parse(JSON.parse(stdout)).tool).toBe('tcp_probe');
  });

  test('a reader that has seen enough is no error', needs({ commands: ['bash', 'head'] }), async () => {
    const script = `set -o pipefail; '${process.execPath}' '${PROGRAM}' tools --json | head -c 1`;
    expect(await promisify(execFile)('bash', ['-c', script])).toEqual({ stdout: '[', stderr: '' });
  });
});

describe('the address policy', () => {
  test('--deny-cidr refuses and is named', async () => {
    const { status, stderr } = await layerwalk(['diagnose', healthy(), '--deny-cidr', '127.0.0.0/8']);
    expect(status).toBe(64);
    expect(stderr).toContain('--deny-cidr 127.0.0.0/8');
  });

  test('so does its environment twin', async () => {
    const { status, stderr } = await layerwalk(['diagnose', healthy()], {
      LAYERWALK_DENY_CIDR: '127.0.0.0/8',
    });
    expect(status).toBe(64);
    expect(stderr).toContain('--deny-cidr 127.0.0.0/8');
  });

  test('--allow-cidr of a smaller network lets through', async () => {
    const { status } = await layerwalk([
      'diagnose',
      healthy(),
      '--deny-cidr',
      '127.0.0.0/8',
      '--allow-cidr',
      '127.0.0.1/32',
    ]);
    expect(status).toBe(0);
  });
});

describe('record and replay', () => {
  test('a replay gives the same report although the target is gone', async () => {
    const file = join(folder, 'case.json');
    const target = createHttpServer((_request, response) => response.end('hello\n')).listen(0, '127.0.0.1');
    await once(target, 'listening');
    const url = `http://127.0.0.1:${portOf(target)}/`;
    const live = await layerwalk(['diagnose', url, '--json', '--record', file]);
    target.closeAllConnections();
    await new Promise((done) => target.close(done));
    const replayed = await layerwalk(['diagnose', url, '--json', '--replay', file]);
    expect(live.status).toBe(0);
    expect(JSON.parse(replayed.stdout)).toEqual(JSON.parse(live.stdout));
    const other = await layerwalk(['tcp-probe', '127.0.0.1', '--ports', '9', '--json', '--replay', file]);
    expect(other.status).toBe(2);
    expect(other.stdout).toContain('unknown: not recorded');
  });
});

describe('Ctrl-C', () => {
  test('ends the walk with 130; the partial report is printed and the recording can be replayed', async () => {
    const file = join(folder, 'partial.json');
    const target = `https://127.0.0.1:${portOf(mute)}/`;
    const connected = once(mute, 'connection');
    const child = start(['diagnose', target, '--json', '--record', file]);
    const output = text(child.stdout!);
    await connected;
    child.kill('SIGINT');
    const [status] = await once(child, 'exit');
    expect(status).toBe(130);
    const report = Report.parse(JSON.parse(await output));
    expect(report.legs[0]?.rows.find(({ layer }) => layer === 'tls')?.status).toBe('unknown');
    expect(JSON.parse(await readFile(file, 'utf8')).schema).toBe('layerwalk/recording@1');
    const replayed = await layerwalk(['diagnose', target, '--json', '--replay', file]);
    expect(replayed.status).toBe(2);
    expect(Report.parse(JSON.parse(replayed.stdout)).target).toBe(report.target);
  });
});

describe('on a terminal', needs({ commands: ['script'], linux: true }), () => {
  test('the report is coloured and progress is shown while it works', async () => {
    const { status, stdout } = await onTerminal(['diagnose', refused()]);
    expect(status).toBe(1);
    expect(stdout).toContain('tcp.refused');
    expect(stdout).toMatch(/\u001b\[\d+m/);
    expect(stdout).toMatch(/\r\u001b\[2K. \d\.\d s {2}/);
  });

  test.each([
    ['--no-color', ['--no-color'], {}],
    ['NO_COLOR', [], { NO_COLOR: '1' }],
  ])('no colour with %s', async (_name, flags, env) => {
    const { stdout } = await onTerminal(['diagnose', refused(), ...flags], env);
    expect(stdout).not.toMatch(/\u001b\[\d+m/);
  });

  test('--json is as pure as in a pipe', async () => {
    const { stdout } = await onTerminal(['diagnose', refused(), '--json']);
    expect(Report.parse(JSON.parse(stdout)).verdict.code).toBe('tcp.refused');
  });

  test('FORCE_COLOR colours without a terminal, and nothing else does', async () => {
    expect((await layerwalk(['diagnose', refused()], { FORCE_COLOR: '1' })).stdout).toContain('\u001b[');
    expect((await layerwalk(['diagnose', refused()])).stdout).not.toContain('\u001b');
  });
});
