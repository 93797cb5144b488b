import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../servers/dns-daemon.ts';
import { needs } from '../needs.ts';

/** Where `.ci/run` installs moto, a server that speaks the protocols of AWS, and the AWS CLI. */
const FOLDER = process.env['MOTO_FOLDER'] ?? join(import.meta.dirname, '../../.cache/moto');
const bin = (program: string): string => join(FOLDER, 'bin', program);
/** The AWS CLI. */
export const AWS_CLI = bin('aws');

/** It starts slowly: Python, and every service of AWS. */
export const needsMoto = { ...needs({ files: [bin('moto_server'), AWS_CLI] }), timeout: 180_000 };

/** What the SDK and the CLI read: the server, and credentials that it takes as any. */
export const environment = (endpoint: string): Record<string, string> => ({
  AWS_ENDPOINT_URL: endpoint,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_REGION: 'eu-west-1',
  AWS_DEFAULT_REGION: 'eu-west-1',
  AWS_EC2_METADATA_DISABLED: 'true',
});

/** How a client of the SDK is made for such a server. */
export const clientOf = (endpoint: string) => ({
  endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** Runs moto on loopback while `use` runs. */
export async function withMoto<T>(use: (endpoint: string) => Promise<T>): Promise<T> {
  const port = await freePort();
  const child = spawn(bin('moto_server'), ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
  const ended = once(child, 'exit');
  const endpoint = `http://127.0.0.1:${port}`;
  try {
    await answering(endpoint);
    return await use(endpoint);
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
}

async function answering(endpoint: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    try {
      await fetch(`${endpoint}/moto-api/`, { method: 'HEAD' });
      return;
    } catch (error) {
      if (tries > 150) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** Runs a printed command, word by word as a shell would read it, with the AWS CLI. */
export async function runPrinted(command: string, endpoint: string): Promise<string> {
  const script = command.replace(/^aws /, '"$AWS" ');
  const { stdout } = await promisify(execFile)('/bin/sh', ['-c', script], {
    env: { ...environment(endpoint), AWS: AWS_CLI, PATH: process.env['PATH'] ?? '', HOME: '/nonexistent' },
  });
  return stdout;
}
