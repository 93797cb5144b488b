import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { SocketTable } from '../../src/core/world/sockets.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { parseSocketRow } from '../../src/world/vantage/local/socket-row.ts';
import { sockets } from '../../src/world/vantage/local/sockets.ts';
import { needs } from '../needs.ts';

const never = new AbortController().signal;
const setting = thisMachine(addressPolicy());
const HEADING =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';

const directories: string[] = [];
afterEach(async () => {
  await Promise.all(directories.splice(0).map((directory) => rm(directory, { recursive: true })));
});

/** A /proc net directory with these two files. */
async function proc(tcp: readonly string[], tcp6?: readonly string[]): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), 'layerwalk-proc-'));
  directories.push(directory);
  await writeFile(join(directory, 'tcp'), [HEADING, ...tcp, ''].join('\n'));
  if (tcp6) await writeFile(join(directory, 'tcp6'), [HEADING, ...tcp6, ''].join('\n'));
  return directory;
}
const table = async (directory: string, port: number): Promise<SocketTable> => {
  const seen = await sockets({ ...setting, files: { ...setting.files, proc: directory } })(port, never);
  return SocketTable.parse(seen);
};

// Rows as a little-endian kernel wrote them.
const SYN_SENT =
  '   0: 0201510A:BB52 0202510A:01BB 02 00000001:00000000 01:0000003C 00000004     0        0 40322 2 00000000f71ea6c1 100 0 0 1 -1                     ';
const LISTEN =
  '   3: 0100007F:1538 00000000:0000 0A 00000000:00000003 00:00000000 00000000   109        0 19532 1 0000000000000000 100 0 0 10 0                     ';
const KEEPALIVE =
  '  12: 0100007F:A1B2 0100007F:1538 01 00000000:00000000 02:00000F3A 00000000  1000        0 77001 2 0000000000000000 20 4 30 10 -1';
const UNACKNOWLEDGED =
  '  13: 0100007F:A1B3 0100007F:1538 01 000005A8:00000000 01:00000F3A 00000005  1000        0 77002 2 0000000000000000 20 4 30 10 -1';
const SERVER_SIDE =
  '  14: 0100007F:1538 0100007F:A1B2 01 00000000:00000000 00:00000000 00000000   109        0 77003 2 0000000000000000 20 4 30 10 -1';
const TIME_WAIT =
  '  15: 0100007F:A1B4 0100007F:1538 06 00000000:00000000 03:00000F3A 00000000     0        0 0 3 0000000000000000';
const LISTEN_V6 =
  '   1: 00000000000000000000000000000000:1538 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000   109        0 19533 1 0000000000000000 100 0 0 10 0';
const V6 =
  '   2: B80D0120000000000000000001000000:A1B5 B80D0120000000000000000002000000:1538 08 00000000:00000001 00:00000000 00000000  1000        0 77004 1 0000000000000000 20 4 30 10 -1';
const MAPPED =
  '   4: 0000000000000000FFFF00000200000A:A1B6 0000000000000000FFFF00000300000A:1538 01 00000000:00000000 00:00000000 00000000  1000        0 77005 1 0000000000000000 20 4 30 10 -1';

describe('a row of the kernel', () => {
  test('of a connection that gets no answer', () => {
    expect(parseSocketRow(SYN_SENT, true)).toEqual({
      local: { address: '10.81.1.2', port: 47954 },
      remote: { address: '10.81.2.2', port: 443 },
      state: 'SYN-SENT',
      txQueue: 1,
      rxQueue: 0,
      timer: 'retransmit',
      timerLeft: 60,
      retransmits: 4,
      inode: 40322,
    });
  });
  test('of IPv6, and of IPv4 in IPv6 clothes', () => {
    expect(parseSocketRow(V6, true)).toMatchObject({
      remote: { address: '2001:db8::2' },
      state: 'CLOSE-WAIT',
    });
    expect(parseSocketRow(MAPPED, true)).toMatchObject({ remote: { address: '10.0.0.3' } });
  });
  test('of a big-endian machine', () => {
    const row = SYN_SENT.replace('0202510A', '0A510202');
    expect(parseSocketRow(row, false)).toMatchObject({ remote: { address: '10.81.2.2' } });
  });
  test('that is none', () => {
    for (const line of [HEADING, '', SYN_SENT.slice(0, 60), SYN_SENT.replace('0201510A', '0201510')]) {
      expect(parseSocketRow(line, true)).toBeUndefined();
    }
  });
});

describe('the sockets that concern a port', () => {
  test('a socket that is listed twice, as in a table that changed while it was read, is one', async () => {
    const seen = await table(await proc([UNACKNOWLEDGED, LISTEN, UNACKNOWLEDGED, KEEPALIVE]), 5432);
    expect(seen.established.map(({ local }) => local.port)).toEqual([0xa1b3, 0xa1b2]);
    expect(seen.listeners).toHaveLength(1);
  });

  test('clients towards it, and who listens on it', async () => {
    const directory = await proc(
      [SYN_SENT, LISTEN, KEEPALIVE, UNACKNOWLEDGED, SERVER_SIDE, TIME_WAIT],
      [LISTEN_V6, V6, MAPPED],
    );
    expect(await table(directory, 5432)).toEqual({
      available: true,
      established: [
        {
          local: { address: '127.0.0.1', port: 41394 },
          remote: { address: '127.0.0.1', port: 5432 },
          state: 'ESTABLISHED',
          txQueue: 0,
          retransmits: 0,
          keepalive: true,
        },
        {
          local: { address: '127.0.0.1', port: 41395 },
          remote: { address: '127.0.0.1', port: 5432 },
          state: 'ESTABLISHED',
          txQueue: 1448,
          retransmits: 5,
        },
        {
          local: { address: '2001:db8::1', port: 41397 },
          remote: { address: '2001:db8::2', port: 5432 },
          state: 'CLOSE-WAIT',
          txQueue: 0,
          retransmits: 0,
          keepalive: false,
        },
        expect.objectContaining({ remote: { address: '10.0.0.3', port: 5432 }, keepalive: false }),
      ],
      listeners: [
        { address: '127.0.0.1', backlog: 3 },
        { address: '::', backlog: 0 },
      ],
      more: 0,
    });
  });

  test('beyond a hundred are only counted', async () => {
    const rows = Array.from({ length: 5_000 }, (_, i) => KEEPALIVE.replace('77001', `${100_000 + i}`));
    const seen = await table(await proc(rows), 5432);
    expect(seen.established).toHaveLength(100);
    expect(seen.more).toBe(4_900);
  });

  test('where the kernel keeps no such list', async () => {
    expect(await table('/nonexistent', 5432)).toEqual({
      available: false,
      established: [],
      listeners: [],
      more: 0,
    });
  });

  test('a machine without IPv6 has only the one list', async () => {
    expect(await table(await proc([LISTEN]), 5432)).toMatchObject({
      available: true,
      listeners: [{ backlog: 3 }],
    });
  });

  test('called off', async () => {
    const reason = new Error('called off');
    const directory = await proc([LISTEN]);
    const call = sockets({ ...setting, files: { ...setting.files, proc: directory } });
    await expect(call(5432, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

describe('this machine', needs({ linux: true }), () => {
  test("lists a listener, its backlog and another program's connection with its keepalive, not our own", async () => {
    const accepted: Socket[] = [];
    const server = createServer((socket) => accepted.push(socket)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client: ChildProcess = spawn(process.execPath, [
      '-e',
      `require('node:net').connect(${port}, '127.0.0.1', function () { this.setKeepAlive(true, 60000); console.log(this.localPort) })`,
    ]);
    const [said] = (await once(client.stdout ?? server, 'data')) as [Buffer];
    try {
      const seen = await table(setting.files.proc, port);
      expect(seen).toMatchObject({ available: true, listeners: [{ address: '127.0.0.1', backlog: 0 }] });
      expect(seen.established).toEqual([
        {
          local: { address: '127.0.0.1', port: Number(said) },
          remote: { address: '127.0.0.1', port },
          state: 'ESTABLISHED',
          txQueue: 0,
          retransmits: 0,
          keepalive: true,
        },
      ]);
    } finally {
      client.kill('SIGKILL');
      for (const socket of accepted) socket.destroy();
      server.close();
    }
  });

  test('connections of our own that come and go meanwhile are nobody else’s', async () => {
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const ended = new AbortController();
    const dialling = Array.from({ length: 4 }, async () => {
      while (!ended.signal.aborted) {
        const socket = connect(port, '127.0.0.1');
        await once(socket, 'connect');
        socket.resetAndDestroy();
        await once(socket, 'close');
      }
    });
    try {
      for (let look = 0; look < 15; look++) {
        expect((await table(setting.files.proc, port)).established).toEqual([]);
      }
    } finally {
      ended.abort();
      await Promise.all(dialling);
      server.close();
    }
  });
});
