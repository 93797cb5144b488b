import { contains, parseCidr } from './address/cidr.ts';
import { parseIp } from './address/ip.ts';

/** Where programs read one list of exceptions differently. */
export type NoProxyDispute = 'port' | 'star-dot' | 'star-in-list' | 'apex' | 'blank' | 'prefix-zero';

/** Whether a list of exceptions names a host, and on which readings programs differ for this very host. */
export interface NoProxyMatch {
  readonly exempt: boolean;
  readonly disputes: readonly NoProxyDispute[];
}

/**
 * Reads NO_PROXY as curl 8 does (https://curl.se/docs/manpage.html, --noproxy): entries are separated by
 * commas; a name stands for itself and all below it, with or without a leading dot; an address or network
 * (since 7.86) only for addresses that are written in the URL; `*` only when it is the whole list; ports are
 * not known.
 */
export function matchNoProxy(list: string, host: string, port: number): NoProxyMatch {
  if (list === '*') return { exempt: true, disputes: [] };
  const disputes = new Set<NoProxyDispute>();
  let exempt = false;
  for (const item of list.split(',')) {
    const [entry = '', ...afterBlank] = item.trim().split(/[ \t]+/);
    const others = afterBlank.some((other) => matchesEntry(other, host));
    if (others && !exempt) disputes.add('blank');
    if (matchesEntry(entry, host)) exempt = true;
    for (const dispute of disputesOf(entry, host, port)) disputes.add(dispute);
    // What follows a blank ends the list.
    if (afterBlank.length > 0) break;
  }
  const undecided = [...disputes].filter((dispute) => (dispute === 'apex' ? exempt : !exempt));
  return { exempt, disputes: undecided };
}

function matchesEntry(entry: string, host: string): boolean {
  const ip = parseIp(host);
  if (ip) {
    const network = parseCidr(entry);
    // curl takes a length of 0 for "no length given".
    if (entry.endsWith('/0')) return parseIp(entry.slice(0, -2))?.value === ip.value;
    return network !== undefined && contains(network, ip);
  }
  const name = plain(host);
  const suffix = plain(entry).replace(/^\./, '');
  return suffix !== '' && (name === suffix || name.endsWith(`.${suffix}`));
}

/** The readings of one entry under which it would decide differently. */
function disputesOf(entry: string, host: string, port: number): NoProxyDispute[] {
  const found: NoProxyDispute[] = [];
  const [, before = '', ownPort] = /^(.*):([0-9]{1,5})$/.exec(entry) ?? [];
  const bare = before.replace(/^\[(.*)\]$/, '$1');
  if (!parseIp(entry) && ownPort === String(port) && matchesEntry(bare, host)) found.push('port');
  if (entry.startsWith('*.') && matchesEntry(entry.slice(2), host) && plain(host) !== plain(entry.slice(2)))
    found.push('star-dot');
  if (entry === '*') found.push('star-in-list');
  // Go and Python take ".example.com" for what is below it only.
  if (entry.startsWith('.') && !parseIp(host) && plain(host) === plain(entry).slice(1)) found.push('apex');
  if (entry.endsWith('/0') && parseCidr(entry)?.family === parseIp(host)?.family && parseIp(host))
    found.push('prefix-zero');
  return found;
}

const plain = (name: string): string => name.toLowerCase().replace(/\.$/, '');
