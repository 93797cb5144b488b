import { parseIp } from '../address/ip.ts';
import { BadInput } from '../bad-input.ts';

/** Reads a TCP or UDP port: a decimal number from 1 to 65535. Throws BadInput. */
export function readPort(text: string): number {
  const port = /^[0-9]{1,6}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port >= 1 && port <= 65535)) {
    throw new BadInput('A port is a number from 1 to 65535.', 'Send e.g. host:443.');
  }
  return port;
}

/**
 * Cuts `host:port`, `[IPv6]:port`, `host` or a bare IPv6 address into its parts (RFC 3986 section 3.2); neither is judged
 * here. Throws BadInput on a bracket that is not closed.
 */
export function splitHostPort(text: string): { host: string; port?: string } {
  if (text.startsWith('[')) {
    const parts = /^\[([^\]]*)\](?::(.*))?$/s.exec(text);
    if (!parts || parseIp(parts[1] ?? '')?.family !== 6) {
      throw new BadInput('Brackets hold an IPv6 address.', 'Send e.g. [2001:db8::1]:443.');
    }
    return withPort(parts[1] ?? '', parts[2]);
  }
  // More than one colon and no bracket: an IPv6 address without a port.
  if (parseIp(text)?.family === 6) return { host: text };
  const colon = text.lastIndexOf(':');
  if (colon === -1) return { host: text };
  if (parseIp(text.slice(0, colon))?.family === 6) {
    throw new BadInput('An IPv6 address with a port needs brackets.', 'Send e.g. [2001:db8::1]:443.');
  }
  return withPort(text.slice(0, colon), text.slice(colon + 1));
}

const withPort = (host: string, port: string | undefined): { host: string; port?: string } =>
  port === undefined ? { host } : { host, port };

/** A host as it stands before a port or in a URL: an IPv6 address in brackets (RFC 3986 section 3.2.2). */
export const bracketed = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** `host:port`, or the host alone where there is no port. */
export const formatHostPort = (host: string, port?: number | string): string =>
  port === undefined ? host : `${bracketed(host)}:${port}`;
