import { formatHostPort } from './target/host-port.ts';
import { formatIp, type IpAddress, parseIp } from './address/ip.ts';
import { hostProblem } from './host-name.ts';
import { splitHostPort } from './target/host-port.ts';

/** Where a proxy listens and how it is spoken to. */
export interface ProxyAddress {
  readonly scheme: 'http' | 'https' | 'socks4' | 'socks4a' | 'socks5' | 'socks5h';
  readonly host: string;
  readonly port: number;
  readonly address?: IpAddress;
}

const SCHEMES: readonly ProxyAddress['scheme'][] = [
  'http',
  'https',
  'socks4',
  'socks4a',
  'socks5',
  'socks5h',
];

/**
 * Reads a proxy as curl reads it from the environment (https://curl.se/docs/manpage.html, --proxy): the scheme
 * is http when none is given, the port 443 for https and 1080 for all others, what follows the port is ignored.
 * User information must be removed before. Undefined when it names no proxy.
 */
export function parseProxyAddress(text: string): ProxyAddress | undefined {
  const [, word = 'http', authority = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?([^/?#]*)/.exec(text) ?? [];
  const scheme = SCHEMES.find((known) => known === word.toLowerCase());
  const parts = safeSplit(authority);
  if (!scheme || !parts || hostProblem(parts.host) !== undefined) return undefined;
  const port = portOf(parts.port, scheme === 'https' ? 443 : 1080);
  if (port === undefined) return undefined;
  const address = parseIp(parts.host);
  return {
    scheme,
    host: address ? formatIp(address) : parts.host.toLowerCase(),
    port,
    ...(address && { address }),
  };
}

function safeSplit(authority: string): { host: string; port?: string } | undefined {
  try {
    return splitHostPort(authority);
  } catch {
    return undefined;
  }
}

function portOf(text: string | undefined, usual: number): number | undefined {
  if (text === undefined || text === '') return usual;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : undefined;
}

/** `scheme://host:port`, which {@link parseProxyAddress} reads back. */
export const formatProxyAddress = ({ scheme, host, port }: ProxyAddress): string =>
  `${scheme}://${formatHostPort(host, port)}`;
