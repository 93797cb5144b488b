import { needs } from '../test/needs.ts';

/** Why no path with a delay can be laid here, or null where it can. */
export function delayNeeds(): string | null {
  const wants = { linux: true, root: true, commands: ['ip', 'python3'], files: ['/dev/net/tun'] } as const;
  return needs(wants).meta.skipReason ?? null;
}
