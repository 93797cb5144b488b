import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDelayPath } from '../test/lab/delay-path.ts';
import { execute, inside } from '../test/lab/network/execute.ts';
import { certificate } from '../test/servers/tls-certificate.ts';
import { example } from './generate/example.ts';

// Records anew what README's report is made from: a real server with an expired certificate, two namespaces and 24 ms
// away. Needs root. `npm run generate` then makes the report from the recording.
const folder = await mkdtemp(join(tmpdir(), 'layerwalk-example-'));
const file = (name: string) => join(folder, name);
const issuer = certificate({ name: 'Example Root', ca: true });
const leaf = certificate({ name: example.name, san: [example.name], issuer, from: -92, to: -2 });
await writeFile(file('root.pem'), issuer.cert);
await writeFile(file('leaf.pem'), leaf.cert);
await writeFile(file('leaf.key'), leaf.key);

await using path = await openDelayPath(24);
const farEnd = join(import.meta.dirname, '../bench/ends/far-end.ts');
const serving = [farEnd, path.far.address, '53', '443', example.name, file('leaf.key'), file('leaf.pem')];
const [command = '', ...args] = inside(path.far.namespace, [process.execPath, ...serving]);
const server = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
await once(server.stdout, 'data');

const asking = [...example.ask, '--ca', file('root.pem'), '--record', file('recording.json')];
const program = [process.execPath, 'src/main.ts', ...asking].map((word) => `'${word}'`).join(' ');
const named = ['unshare', '--uts', 'sh', '-c', `hostname web-1; exec ${program}`];
const { stdout, stderr } = await execute(inside(path.near.namespace, named));
console.log(stdout, stderr);
server.stdin.end();
await once(server, 'exit');
await copyFile(file('recording.json'), example.recording);
await rm(folder, { recursive: true });
