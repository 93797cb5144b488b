import { readFile, stat } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { parse } from 'yaml';
import { ReadProblem } from '../read-problem.ts';
import { Kubeconfig } from './kubeconfig.ts';

/** More than any kubeconfig has; a device or pipe would never end. */
const MOST_BYTES = 8 * 1024 * 1024;

/** A file to read, and whether it may be absent: those that KUBECONFIG lists may. */
export interface Place {
  readonly file: string;
  readonly optional: boolean;
}

/**
 * Reads and merges kubeconfig files as kubectl does: of the same name the first file's entry counts, relative paths are relative
 * to their own file (https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/#merging-kubeconfig-files).
 * Undefined when none of them is there. Throws ReadProblem('credentials') when one cannot be read.
 */
export async function readKubeconfig(places: readonly Place[]): Promise<Kubeconfig | undefined> {
  const read = await Promise.all(places.map(readOne));
  const found = read.filter((one) => one !== undefined);
  if (found.length === 0) return undefined;
  return {
    'current-context': found.map((one) => one['current-context']).find((name) => name !== undefined),
    clusters: firstOfEachName(found.flatMap(({ clusters }) => clusters)),
    users: firstOfEachName(found.flatMap(({ users }) => users)),
    contexts: firstOfEachName(found.flatMap(({ contexts }) => contexts)),
  };
}

async function readOne({ file, optional }: Place): Promise<Kubeconfig | undefined> {
  let text: string;
  try {
    const { size } = await stat(file);
    if (size > MOST_BYTES) throw unreadable('it is larger than 8 MiB');
    text = await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof ReadProblem) throw error;
    if (optional && isMissing(error)) return undefined;
    throw unreadable(codeOf(error));
  }
  let json: unknown;
  try {
    json = parse(text, { maxAliasCount: 1000, schema: 'core' });
  } catch {
    throw unreadable('it is not YAML');
  }
  // An empty file is an empty configuration.
  const parsed = Kubeconfig.safeParse(json ?? {});
  if (!parsed.success) throw unreadable('it is not a kubeconfig');
  return withAbsolutePaths(parsed.data, dirname(file));
}

function withAbsolutePaths(config: Kubeconfig, folder: string): Kubeconfig {
  const at = (path: string | undefined): string | undefined =>
    path === undefined || isAbsolute(path) ? path : join(folder, path);
  return {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({
      name,
      cluster: { ...cluster, 'certificate-authority': at(cluster['certificate-authority']) },
    })),
    users: config.users.map(({ name, user }) => ({
      name,
      user: {
        ...user,
        'client-certificate': at(user['client-certificate']),
        'client-key': at(user['client-key']),
        tokenFile: at(user.tokenFile),
        // A bare name is looked for in PATH; a path is relative to the kubeconfig.
        ...(user.exec && {
          exec: {
            ...user.exec,
            command: /[/\\]/.test(user.exec.command) ? (at(user.exec.command) ?? '') : user.exec.command,
          },
        }),
      },
    })),
  };
}

function firstOfEachName<T extends { name: string }>(entries: readonly T[]): T[] {
  const byName = new Map<string, T>();
  for (const entry of entries) if (!byName.has(entry.name)) byName.set(entry.name, entry);
  return [...byName.values()];
}

const unreadable = (why: string): ReadProblem =>
  new ReadProblem('credentials', `the kubeconfig cannot be used: ${why}`);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'error';

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error));
