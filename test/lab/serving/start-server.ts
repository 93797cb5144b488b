import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inside } from '../network/execute.ts';
import { listens } from './listens.ts';
import type { Server } from './server.ts';

const PATIENCE_MS = 10_000;
const POLL_MS = 10;

/** A server that is ready. */
export interface Running {
  readonly server: Server<string>;
  stop(): Promise<void>;
}

/** Where a scenario keeps the folders of its servers, and where the certificates are. */
export interface Ground {
  readonly folder: string;
  readonly pki: string;
}

/** Starts a server in a namespace and waits until its ports are open. Throws with what it said when it ends first. */
export async function startServer(
  server: Server<string>,
  namespace: string,
  { folder, pki }: Ground,
): Promise<Running> {
  const cwd = join(folder, server.name);
  await mkdir(cwd, { recursive: true });
  await symlink(pki, join(cwd, 'pki')).catch(() => undefined); // It is there when a server is started again.
  for (const [file, text] of Object.entries(server.files ?? {})) await writeFile(join(cwd, file), text);
  const [command = '', ...args] = inside(namespace, server.run);
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => said.push(chunk));
  const exited = once(child, 'exit');
  await untilReady(child, server, () => Buffer.concat(said).toString().slice(-2000));
  return {
    server,
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

async function untilReady(
  child: ChildProcess,
  { name, ports }: Server<string>,
  said: () => string,
): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await listens(child.pid, ports))) {
    if (child.exitCode !== null) throw new Error(`${name} ended with ${child.exitCode}: ${said()}`);
    if (performance.now() > deadline) throw new Error(`${name} was not ready in time: ${said()}`);
    await pause(POLL_MS);
  }
}
