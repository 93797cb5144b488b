import { readFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { startServer } from './program.ts';
import { type Row, unmeasured } from './row.ts';

const goal = 100;
const what = 'resident memory of an idle server';

/** Resident memory a second after the `initialize` reply. */
export async function idleMemory(): Promise<Row[]> {
  if (process.platform !== 'linux') return [unmeasured(what, `< ${goal} MB`, 'needs /proc')];
  const server = await startServer();
  await setTimeout(1000);
  const status = await readFile(`/proc/${server.pid}/status`, 'utf8');
  await server.end();
  const megabytes = (Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024) / 1e6;
  return [{ what, goal: `< ${goal} MB`, measured: `${megabytes.toFixed(0)} MB`, met: megabytes < goal }];
}
