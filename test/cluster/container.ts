/**
 * A program of the machine that a container carries, such as `busybox`, `bash`, `python3` or an absolute path; under
 * another name, as where one of several `nc` is called so.
 */
export type Program = string | { readonly name: string; readonly path: string };

/** What stands for a container: programs in a folder, in a network namespace. */
export interface Container {
  readonly namespace: string;
  readonly pod: string;
  readonly name: string;
  readonly programs: readonly Program[];
  /** Name of a network namespace as `ip netns` knows it; without one, the network of the machine. */
  readonly network?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Texts by absolute path; these stand in place of those that every container has. */
  readonly files?: Readonly<Record<string, string>>;
  /** Files of its control group (version 2), such as `memory.max`, with their texts. */
  readonly cgroup?: Readonly<Record<string, string>>;
  /** The user and group that programs run as; 0 unless told. */
  readonly user?: number;
  /** Lines that it logged, the last just now and one a second before that. */
  readonly logs?: readonly string[];
  /** Lines that it logged before it was started again. */
  readonly previousLogs?: readonly string[];
}

const SEARCHED = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The files that every container has: those that a kubelet writes, and those that images have. */
export const usualFiles = ({ namespace, pod }: Container): Readonly<Record<string, string>> => ({
  '/etc/hosts': `127.0.0.1 localhost\n::1 localhost\n`,
  '/etc/hostname': `${pod}\n`,
  '/etc/resolv.conf': `search ${namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n`,
  '/etc/nsswitch.conf': 'hosts: files dns\n',
  '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\n',
});

/** Its environment as a list of KEY=VALUE. */
export const environmentOf = ({ pod, environment = {} }: Container): string[] =>
  Object.entries({ PATH: SEARCHED, HOSTNAME: pod, ...environment }).map(([key, value]) => `${key}=${value}`);

/** Lines as a container runtime writes them to its log file: time, stream, whether the line is whole, text. */
export function runtimeLog(lines: readonly string[], now: number): string {
  const at = (i: number): string => new Date(now - (lines.length - 1 - i) * 1000).toISOString();
  return lines.map((line, i) => `${at(i)} stdout F ${line}\n`).join('');
}
