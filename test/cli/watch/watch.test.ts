import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { layerwalk, onTerminal, start } from '../program.ts';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Listens on a port of the loopback; `port` 0 takes a free one. */
async function listening(port = 0): Promise<{ server: Server; port: number }> {
  const server = createServer((socket) => socket.on('error', () => undefined).end('SSH-2.0-test\r\n'));
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  servers.push(server);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    server,
    port: address.port,
  };
}

async function closedPort(): Promise<number> {
  const { server, port } = await listening();
  server.close();
  await once(server, 'close');
  return port;
}

interface Line {
  readonly status?: string;
  readonly code?: string | null;
  readonly summary?: { readonly rounds: number; readonly changes: number; readonly failed: unknown[] };
}

const jsonLines = (text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);

describe('layerwalk watch', () => {
  test('says once what does not change, counts the rounds, and exits as diagnose does', async () => {
    const port = await closedPort();
    const target = `127.0.0.1:${port}`;
    const run = await layerwalk(['watch', target, '--interval', '1s', '--times', '2']);
    expect(run.stdout).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC {2}fail {5}tcp\.refused: .*\n2 rounds from .* UTC: 2 fail; the verdict changed 0 times\nTCP {6} failed 2 of 2: tcp\.refused\n$/,
    );
    expect(run.stderr).toBe('');
    expect(run.status).toBe((await layerwalk(['diagnose', target])).status);
  });

  test('a line a change, as JSON Lines, then the summary; a signal ends it', async () => {
    const port = await closedPort();
    const child = start(['watch', `127.0.0.1:${port}`, '--interval', '1s', '--json']);
    let out = '';
    let answering: Promise<unknown> | undefined;
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      const seen = jsonLines(out.slice(0, out.lastIndexOf('\n') + 1));
      if (seen.length === 1 && !answering) answering = listening(port);
      if (seen.length === 2) child.kill('SIGINT');
    });
    const [status] = (await once(child, 'close')) as [number | null];
    const [before, after, last] = jsonLines(out);
    expect(before).toMatchObject({ status: 'fail', code: 'tcp.refused', layer: 'tcp' });
    expect(after).toMatchObject({ status: 'pass', code: null });
    expect(last?.summary).toMatchObject({
      changes: 1,
      byStatus: { pass: 1 },
      failed: [{ layer: 'tcp', codes: ['tcp.refused'] }],
    });
    expect(status).toBe(1);
  });

  test('in a terminal the round is shown and wiped again', async () => {
    const { stdout, status } = await onTerminal(['watch', `127.0.0.1:${await closedPort()}`, '--times', '1']);
    expect(stdout).toContain('round 1');
    expect(stdout).toContain('1 round from');
    expect(status).toBe(1);
  });

  test.each([
    [['--interval', '10'], '--interval: "10" is no time from 1 s to 24 h.'],
    [['--times', '0'], '--times: not a number of rounds.'],
    [['--record', 'x.json'], 'record'],
  ])('%j is refused', async (flags, said) => {
    const { status, stderr, stdout } = await layerwalk(['watch', '127.0.0.1:1', ...flags]);
    expect(stderr).toContain(said);
    expect(stdout).toBe('');
    expect(status).toBe(64);
  });
});
