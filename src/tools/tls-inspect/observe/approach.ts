import { parseIp } from '../../../core/address/ip.ts';
import { schemeOfPort } from '../../../core/target/scheme.ts';
import { StarttlsProtocol } from '../../../core/world/tls.ts';
import type { Input } from '../input.ts';

/** How the server will be spoken to. */
export interface Approach {
  readonly servername?: string;
  readonly starttls?: StarttlsProtocol;
  readonly starttlsBy?: 'input' | 'port';
  readonly alpn?: readonly string[];
  /** The server may be MySQL, which blocks clients that break off handshakes: one hello first, the rest when it is not. */
  readonly cautious: boolean;
}

/** The two ports of MySQL (classic and X protocol). */
const MYSQL_PORTS: readonly number[] = [3306, 33060];

/** Decides from the input and the port's custom. An address is never sent as SNI (RFC 6066 section 3). */
export function approach(input: Input): Approach {
  const { host, port, servername, alpn, client_speaks } = input;
  const name = servername ?? host;
  const custom = schemeOfPort(port);
  const starttls = upgradeOf(input);
  const offered = alpn ?? (starttls || !speaksHttp(custom?.scheme.protocol) ? undefined : ['h2', 'http/1.1']);
  const known = custom !== undefined || client_speaks === 'tls';
  return {
    ...(!parseIp(name) && { servername: name.replace(/\.$/, '') }),
    ...(starttls && { starttls, starttlsBy: input.starttls === starttls ? 'input' : 'port' }),
    ...(offered && { alpn: offered }),
    cautious: starttls === 'mysql' || MYSQL_PORTS.includes(port) || (!known && starttls === undefined),
  };
}

/** A client that speaks TLS from the first byte upgrades nothing; otherwise the port's custom counts. */
function upgradeOf({ port, starttls, client_speaks }: Input): StarttlsProtocol | undefined {
  if (starttls === 'none') return undefined;
  if (starttls !== 'auto') return starttls;
  if (client_speaks === 'tls' || client_speaks === 'plain') return undefined;
  return customaryUpgrade(port);
}

/** The upgrade that is customary on a port: of the schemes that upgrade, and of LDAP. */
export function customaryUpgrade(port: number): StarttlsProtocol | undefined {
  const custom = schemeOfPort(port)?.scheme;
  if (!custom || (custom.speaks !== 'starttls' && custom.protocol !== 'ldap')) return undefined;
  return custom.speaks === 'tls' ? undefined : StarttlsProtocol.safeParse(custom.protocol).data;
}

const speaksHttp = (protocol: string | undefined): boolean =>
  protocol === undefined || ['http', 'tcp', 'grpc'].includes(protocol);
