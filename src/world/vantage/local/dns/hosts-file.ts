import type { ResolverConfig } from '../../../../core/world/dns.ts';

type HostsLine = ResolverConfig['hostsLines'][number];

const MOST_LINES = 16;
const MOST_NAMES = 16;

/** The lines of hosts(5) that name `name`, 16 at most; names compare without case and without a trailing dot. */
export function hostsLines(text: string, name: string): HostsLine[] {
  const wanted = bare(name);
  const lines: HostsLine[] = [];
  for (const [index, raw] of text.split('\n').entries()) {
    // Cheap test first: blocklists in this file have a million lines.
    if (!raw.toLowerCase().includes(wanted)) continue;
    const [address, ...names] = raw.replace(/#.*/, '').trim().split(/\s+/);
    if (address === undefined || !names.some((other) => bare(other) === wanted)) continue;
    lines.push({ line: index + 1, address, names: names.slice(0, MOST_NAMES) });
    if (lines.length === MOST_LINES) break;
  }
  return lines;
}

const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');
