import { CannotObserve } from '../../../core/cannot-observe.ts';
import { type Place, podName } from './place.ts';
import type { ReadFiles } from './read-files.ts';

const CGROUP = '/sys/fs/cgroup';
const MEGABYTE = 1024 * 1024;
const LEAST = 64 * MEGABYTE;
// cgroup v2 and v1 (kernel Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/memory.rst).
const FILES = [
  { limit: 'memory.max', usage: 'memory.current', stat: 'memory.stat', idle: /^inactive_file (\d+)$/m },
  {
    limit: 'memory/memory.limit_in_bytes',
    usage: 'memory/memory.usage_in_bytes',
    stat: 'memory/memory.stat',
    idle: /^total_inactive_file (\d+)$/m,
  },
] as const;

/**
 * Throws CannotObserve when programs started in a container could bring it to its memory limit: they count against it. What the
 * kernel can give back at once is not counted as used. A container without a limit, or that does not show it, is not refused.
 */
export async function mustHaveHeadroom(files: ReadFiles, place: Place, signal: AbortSignal): Promise<void> {
  const paths = FILES.flatMap(({ limit, usage, stat }) =>
    [limit, usage, stat].map((file) => `${CGROUP}/${file}`),
  );
  const found = await files(paths, signal);
  const left = headroom(found);
  if (left === undefined || left >= LEAST) return;
  throw new CannotObserve(
    'refused',
    `Container ${place.container} of ${podName(place)} has ${Math.max(0, Math.floor(left / MEGABYTE))} MiB left below its memory limit: a program started in it could have it killed, so none is below 64 MiB.`,
    {
      summary: 'Look from a container of its own beside it, which has its own limit.',
      command: `kubectl -n ${place.namespace} debug ${place.pod} -it --image=node:24 --target=${place.container} -- npx -y layerwalk diagnose TARGET`,
    },
  );
}

/** Bytes left below the limit; undefined where there is none. */
export function headroom(found: ReadonlyMap<string, string>): number | undefined {
  for (const { limit, usage, stat, idle } of FILES) {
    const most = found.get(`${CGROUP}/${limit}`)?.trim();
    const used = found.get(`${CGROUP}/${usage}`)?.trim();
    if (most === undefined || used === undefined) continue;
    // "max" in v2; in v1 no limit is a number near 2^63.
    if (!/^\d{1,15}$/.test(most) || !/^\d{1,15}$/.test(used)) return undefined;
    const reclaimable = Number(idle.exec(found.get(`${CGROUP}/${stat}`) ?? '')?.[1] ?? 0);
    return Number(most) - (Number(used) - reclaimable);
  }
  return undefined;
}
