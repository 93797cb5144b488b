import { isIP } from 'node:net';
import type { ResolverConfig } from '../../../../core/world/dns.ts';

/** What resolv.conf(5) decides. */
export type ResolvConf = Pick<
  ResolverConfig,
  'nameservers' | 'search' | 'ndots' | 'timeout' | 'attempts' | 'options'
>;

interface Surroundings {
  /** LOCALDOMAIN replaces the search list, RES_OPTIONS amends the options (resolver(3)). */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** This machine's own name: its domain is the search list when none is given. */
  readonly hostname: string;
}

/**
 * Reads the text of resolv.conf(5) as glibc does: the last of `search` and `domain` wins, and with no `nameserver`
 * the local machine is asked. An empty text stands for a file that does not exist.
 */
export function parseResolvConf(text: string, { env, hostname }: Surroundings): ResolvConf {
  const nameservers: string[] = [];
  const options: string[] = [];
  const dot = hostname.indexOf('.');
  let search = dot > 0 && dot < hostname.length - 1 ? [hostname.slice(dot + 1)] : [];
  for (const line of text.split('\n')) {
    // A comment starts in the first column; the rest of a line is data.
    if (/^[#;]/.test(line)) continue;
    const [keyword, ...values] = line.trim().split(/\s+/);
    if (keyword === 'nameserver' && values[0] !== undefined && isIP(values[0]) > 0)
      nameservers.push(values[0]);
    if (keyword === 'search') search = values;
    if (keyword === 'domain') search = values.slice(0, 1);
    if (keyword === 'options') options.push(...values);
  }
  if (env['LOCALDOMAIN'] !== undefined) search = words(env['LOCALDOMAIN']);
  options.push(...words(env['RES_OPTIONS'] ?? ''));
  return {
    nameservers: nameservers.length > 0 ? nameservers : ['127.0.0.1'],
    search,
    ndots: setting(options, 'ndots', 1, 15),
    timeout: Math.max(1, setting(options, 'timeout', 5, 30)),
    attempts: Math.max(1, setting(options, 'attempts', 2, 5)),
    options,
  };
}

const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== '');

/** The last `name:value` among the options, silently capped as resolv.conf(5) says. */
function setting(options: readonly string[], name: string, unset: number, cap: number): number {
  const value = options.findLast((option) => option.startsWith(`${name}:`))?.slice(name.length + 1);
  return value !== undefined && /^\d+$/.test(value) ? Math.min(Number(value), cap) : unset;
}
