import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { inside } from '../test/lab/network/execute.ts';
import { certificate as issue } from '../test/servers/tls-certificate.ts';

const Ports = z.object({ dns: z.int(), https: z.int() });

/** A name server and an HTTPS server in a process of their own. */
export interface FarEnd extends AsyncDisposable {
  address: string;
  /** The name that the name server knows and the certificate is for. */
  name: string;
  ports: z.infer<typeof Ports>;
  /** PEM file of the certificate, which signs itself: the client's trust store. */
  certificate: string;
}

const name = 'bench.test';

/** Starts it on `address`, in the network namespace `namespace` where one is given. Port 0 takes a free one. */
export async function startFarEnd(
  address: string,
  ports = { dns: 0, https: 0 },
  namespace?: string,
): Promise<FarEnd> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-bench-'));
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const issued = issue({ name, san: [name] });
  await Promise.all([writeFile(key, issued.key), writeFile(certificate, issued.cert)]);
  const program = join(import.meta.dirname, 'ends/far-end.ts');
  const args = [program, address, String(ports.dns), String(ports.https), name, key, certificate];
  const [command = '', ...rest] = placed(namespace, [process.execPath, ...args]);
  const child = spawn(command, rest, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child.stdout, 'data'), exited]);
  return {
    address,
    name,
    certificate,
    ports: Ports.parse(JSON.parse(String(said[0]))),
    async [Symbol.asyncDispose]() {
      child.stdin.end();
      await exited;
      await rm(folder, { recursive: true });
    },
  };
}

/** The argument vector that runs a program in a network namespace, or as it is where none is given. */
export const placed = (namespace: string | undefined, argv: readonly string[]): readonly string[] =>
  namespace === undefined ? argv : inside(namespace, argv);
