import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../cluster/manifest.ts';
import { deployProgram } from './programs.ts';
import type { Instruction } from './readme.ts';

const root = join(import.meta.dirname, '../..');

/** A folder with deploy/ in it and kubectl at hand, where somebody follows the page. */
export interface Workplace {
  readonly folder: string;
  /** Does what the page says, and gives what a command printed. Throws with its words where it fails. */
  follow(instruction: Instruction): Promise<string>;
  /** What kustomize makes of a folder. */
  render(folder: string): Promise<Manifest[]>;
  remove(): Promise<void>;
}

export async function workplace(kubeconfig = '/nowhere'): Promise<Workplace> {
  const folder = await mkdtemp(join(tmpdir(), 'layerwalk-deploy-'));
  await cp(join(root, 'deploy'), join(folder, 'deploy'), { recursive: true });
  await mkdir(join(folder, 'bin'));
  await symlink(deployProgram('kubectl'), join(folder, 'bin/kubectl'));
  const env = {
    ...process.env,
    PATH: `${join(folder, 'bin')}:${process.env['PATH']}`,
    KUBECONFIG: kubeconfig,
    HOME: folder,
  };
  let last = '';
  const run = async (command: string): Promise<string> => {
    const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
      cwd: folder,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = once(child, 'close');
    const [out, complaints] = await Promise.all([text(child.stdout), text(child.stderr)]);
    const [status] = await exit;
    if (status !== 0) throw new Error(`${command}: ${status}\n${complaints}`);
    return out;
  };
  return {
    folder,
    async follow(instruction) {
      if ('run' in instruction) return run(instruction.run);
      if ('write' in instruction) {
        last = join(folder, instruction.write);
        await writeFile(last, instruction.text);
      } else await appendFile(last, instruction.append);
      return readFile(last, 'utf8');
    },
    render: async (what) =>
      parseAllDocuments(await run(`kubectl kustomize ${what}`)).map(
        (document) => document.toJS() as Manifest,
      ),
    remove: () => rm(folder, { recursive: true }),
  };
}
