import { formatIp, parseIp } from '../../../../core/address/ip.ts';
import { BadInput } from '../../../../core/bad-input.ts';
import { readPort, splitHostPort } from '../../../../core/target/host-port.ts';

/** Where a name server listens. */
export interface ServerAddress {
  readonly family: 4 | 6;
  /** Canonical text, with the zone of a scoped address. */
  readonly address: string;
  readonly port: number;
}

/** Reads `address`, `IPv4:port` or `[IPv6]:port`. Throws BadInput for a name: servers are asked by address. */
export function serverAddress(text: string, defaultPort: number): ServerAddress {
  const { host, port } = splitHostPort(text);
  const ip = parseIp(host);
  if (!ip)
    throw new BadInput(
      'A name server is given by its address.',
      'Send e.g. 10.0.0.2, 10.0.0.2:5353 or [fd00::2]:53.',
    );
  return {
    family: ip.family,
    address: formatIp(ip),
    port: port === undefined ? defaultPort : readPort(port),
  };
}
