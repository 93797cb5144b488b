import { execFile, execFileSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Stage, Step } from './dockerfile.ts';

/** What playing the stages of a Dockerfile left. */
export interface Played {
  /** The root of the last stage's file system, without the base image. */
  readonly root: string;
  /** The Debian packages that it wants. */
  readonly packages: readonly string[];
}

/**
 * Does in folders under `into` what the stages do to their file systems: copies from the files of the context, and runs commands with
 * the Node of these tests. Packages are not installed but told.
 */
export async function playStages(
  stages: readonly Stage[],
  source: string,
  context: readonly string[],
  into: string,
): Promise<Played> {
  const packages: string[] = [];
  let root = into;
  for (const [index, stage] of stages.entries()) {
    const rootOf = (name: string): string => join(into, `stage-${name}`);
    root = rootOf(stage.name || String(index));
    let folder = '/';
    for (const step of stage.steps) {
      const target = (path: string): string => join(root, path.startsWith('/') ? path : join(folder, path));
      if (step.instruction === 'WORKDIR') {
        folder = step.says.Path;
        await mkdir(join(root, folder), { recursive: true });
      } else if (step.instruction === 'COPY') {
        const { From, SourcePaths, DestPath } = step.says;
        for (const path of SourcePaths)
          if (From === '') await copyContext(source, context, path, target(DestPath));
          else await cp(join(rootOf(From), path), target(DestPath), { recursive: true });
      } else if (step.instruction === 'RUN') {
        const wanted = packagesOf(step.says);
        packages.push(...wanted);
        if (wanted.length === 0) await run(step.says.CmdLine, join(root, folder));
      }
    }
  }
  return { root, packages };
}

/** COPY of a folder copies what is in it, of a file the file. */
async function copyContext(
  source: string,
  context: readonly string[],
  path: string,
  to: string,
): Promise<void> {
  const bare = path.replace(/\/$/, '');
  const inside = context.filter((file) => file.startsWith(`${bare}/`));
  const pairs = context.includes(bare)
    ? [[bare, bare.slice(bare.lastIndexOf('/') + 1)]]
    : inside.map((file) => [file, file.slice(bare.length + 1)]);
  if (pairs.length === 0) throw new Error(`COPY ${path}: nothing of it is in the context`);
  for (const [file = '', name = ''] of pairs) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await cp(join(source, file), join(to, name));
  }
}

function packagesOf({ CmdLine }: Extract<Step, { instruction: 'RUN' }>['says']): string[] {
  const [, list = ''] = /apt-get install ([^&]*)/.exec(CmdLine.join(' ')) ?? [];
  return list.split(/\s+/).filter((word) => word !== '' && !word.startsWith('-'));
}

async function run([command = '']: readonly string[], cwd: string): Promise<void> {
  const machine = Object.entries(process.env).filter(([name]) => !/^(npm_|NODE_|VITEST)/i.test(name));
  const npmCache = execFileSync('npm', ['config', 'get', 'cache'], { encoding: 'utf8' }).trim();
  const env = {
    ...Object.fromEntries(machine),
    PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
    npm_config_cache: npmCache,
    npm_config_prefer_offline: 'true',
  };
  await promisify(execFile)('/bin/sh', ['-c', command], { cwd, env, maxBuffer: 64 * 1024 * 1024 });
}
