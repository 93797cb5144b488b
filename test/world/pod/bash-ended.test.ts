import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { bash } from '../../../src/world/vantage/pod/ways/bash.ts';
import { needs } from '../../needs.ts';

const way = bash(true);

/** What still runs of a session. A process that has ended and is only not yet collected runs no more. */
function running(session: number): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        // pid (comm) state ppid pgrp session (proc(5))
        const [, name = '', state, of] =
          /^\d+ \((.*)\) (\S) \d+ \d+ (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
        return Number(of) === session && state !== 'Z' ? [name] : [];
      } catch {
        return []; // It has ended.
      }
    });
}

test.for(
  (['datagrams', 'stream'] as const).flatMap((what) =>
    (['SIGTERM', 'SIGHUP', 'SIGINT', 'input'] as const).map((by) => ({ what, by })),
  ),
)(
  'bash that $by ends leaves nothing of its $what',
  needs({ commands: ['bash', 'cat'] }),
  async ({ what, by }) => {
    const datagrams = createSocket('udp4').bind(0, '127.0.0.1');
    const streams = createServer(() => {}).listen(0, '127.0.0.1');
    await Promise.all([once(datagrams, 'listening'), once(streams, 'listening')]);
    const place = what === 'stream' ? streams.address() : datagrams.address();
    const port = typeof place === 'object' && place !== null ? place.port : 0;
    const vector = way[what]?.({ address: '127.0.0.1', family: 4, port, timeoutMs: 5_000 });
    const [program = '', ...args] = vector?.argv ?? [];
    const shell = spawn(program, args, { detached: true, stdio: ['pipe', 'pipe', 'pipe'] });
    const ended = once(shell, 'exit');
    const session = shell.pid ?? 0;
    onTestFinished(() => {
      if (running(session).length > 0) process.kill(-session, 'SIGKILL');
    });
    await expect.poll(() => running(session).length).toBeGreaterThan(1);
    if (by === 'input') shell.stdin.end();
    else process.kill(session, by);
    await ended;
    await expect.poll(() => running(session)).toEqual([]);
    datagrams.close();
    streams.close();
  },
);
