import { hostProblem } from '../../../core/host-name.ts';

/**
 * Scheme, host and port of a URL, for our own sentences: its path may be foreign text, its host has a strict
 * grammar.
 */
export function originOf(url: string): string {
  if (!URL.canParse(url)) return 'a URL that cannot be shown';
  const { protocol, hostname, host } = new URL(url);
  const bare = hostname.replace(/^\[(.*)\]$/, '$1');
  return hostProblem(bare) === undefined ? `${protocol}//${host}` : 'a URL that cannot be shown';
}
