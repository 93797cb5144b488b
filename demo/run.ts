import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { startDemo } from './cases.ts';
import { RDS_CASES, RDS_FLAGS } from './rds.ts';
import { REDIS_CASE, REDIS_RECORDING } from './redis.ts';
import { show } from './show.ts';

const program = fileURLToPath(new URL('../dist/bin.js', import.meta.url));
// Another Node can be named that the program is to run on.
const [node = process.execPath] = process.argv.slice(2);
const began = performance.now();
await using running = new AsyncDisposableStack();

const { cases, authority } = await startDemo(running);
const folder = await mkdtemp(join(tmpdir(), 'layerwalk-demo-'));
running.defer(() => rm(folder, { recursive: true }));
const ca = join(folder, 'ca.pem');
await writeFile(ca, authority);

const client = await connect('--ca', ca);
console.log(
  'An MCP client asks Layerwalk over stdio. Every line below is measured now; the last questions are about files, and say so.',
);

let right = 0;
for (const asked of cases) if (await show(client, asked)) right += 1;
const overFiles = await connect(...RDS_FLAGS);
for (const asked of RDS_CASES) if (await show(overFiles, asked)) right += 1;
// A cluster takes more than a demonstration brings along; this walk through one was kept.
if (await show(await connect('--replay', REDIS_RECORDING), REDIS_CASE)) right += 1;
const seconds = ((performance.now() - began) / 1000).toFixed(1);
const asked = cases.length + RDS_CASES.length + 1;
console.log(`\n${right} of ${asked} named as they should be, in ${seconds} s.`);
process.exitCode = right === asked ? 0 : 1;

async function connect(...flags: string[]): Promise<Client> {
  const made = new Client({ name: 'demo', version: '1' });
  await made.connect(new StdioClientTransport({ command: node, args: [program, 'serve', ...flags] }));
  running.defer(() => made.close());
  return made;
}
