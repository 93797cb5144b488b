import { formatIp, parseIp } from './address/ip.ts';
import { BadInput } from './bad-input.ts';
import { hostProblem } from './host-name.ts';
import { readPort, splitHostPort } from './target/host-port.ts';
import { SCHEMES } from './target/scheme.ts';

/** The input keys that a host's parts go into. */
export interface HostKeys {
  /** The key of the host itself. */
  readonly host: string;
  /** The key that takes the port; absent: a port has no place in this input. */
  readonly port?: string;
}

/**
 * Reads a host that stands alone: a DNS name or an IP address. Throws BadInput; where a URL or `host:port` was sent it names the
 * keys, and the command line's words, that its parts go into.
 */
export function hostAlone(text: string, keys: HostKeys): void {
  const problem = hostProblem(text);
  if (problem === undefined) return;
  const parts = takenApart(text);
  if (!parts) throw new BadInput(problem, 'Send a DNS name or an IP address, e.g. db.internal.');
  const { what, host, port } = parts;
  const { host: hostKey, port: portKey } = keys;
  if (port === undefined || portKey === undefined)
    throw new BadInput(`That is ${what}; a host stands alone here.`, `Send ${hostKey} ${host}.`);
  throw new BadInput(
    `That is ${what}; a host stands alone here.`,
    `Send ${hostKey} ${host} and ${portKey} ${port} (on the command line: ${host} --${portKey} ${port}).`,
  );
}

/** The host and port inside a URL, `host:port`, `[IPv6]` or `host/path`; undefined when there is no host by its looks. */
function takenApart(text: string): { what: string; host: string; port?: number } | undefined {
  if (text.length > 2048 || text.startsWith('-') || /[\p{C}\s]/u.test(text)) return undefined;
  const [, scheme, rest = ''] = /^(?:([A-Za-z][A-Za-z0-9+.-]*):\/\/)?(.*)$/s.exec(text) ?? [];
  const authority = /^[^/?#]*/.exec(rest)?.[0] ?? '';
  const bare = authority.slice(authority.lastIndexOf('@') + 1);
  try {
    const { host, port } = splitHostPort(bare);
    if (hostProblem(host) !== undefined) return undefined;
    const address = parseIp(host);
    const name = address ? formatIp(address) : host;
    const usual = scheme === undefined ? null : (knownPort(scheme.toLowerCase()) ?? null);
    const decided = port === undefined ? usual : readPort(port);
    const what =
      scheme === undefined ? (port === undefined ? 'more than a host' : 'a host with a port') : 'a URL';
    return { what, host: name, ...(decided !== null && { port: decided }) };
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}

const knownPort = (scheme: string): number | null | undefined =>
  Object.hasOwn(SCHEMES, scheme) ? SCHEMES[scheme]?.port : undefined;
