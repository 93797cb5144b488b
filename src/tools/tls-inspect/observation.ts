import * as z from 'zod';
import { IssuerFetch } from '../../core/world/issuer-fetch.ts';
import { StarttlsProtocol, TlsTap } from '../../core/world/tls.ts';
import { TlsScan } from '../../core/world/tls-scan.ts';
import { TrustVerdict } from '../../core/world/trust.ts';

/** One address: the handshake as the client makes it, and what the stores say of its chain. */
export const AddressView = z.object({ tap: TlsTap, trust: z.array(TrustVerdict) });
export type AddressView = z.infer<typeof AddressView>;

export const Observation = z.object({
  /** All addresses of the host, in the resolver's order. */
  addresses: z.array(z.string()),
  /** Addresses that the address policy refused, with the rule. */
  refused: z.array(z.object({ address: z.string(), rule: z.string() })),
  /** The upgrade that was spoken first, and whether it was asked for or the port's custom. */
  starttls: StarttlsProtocol.optional(),
  starttlsBy: z.enum(['input', 'port']).optional(),
  main: AddressView,
  /** The same handshake with further addresses of the host. */
  others: z.array(AddressView),
  /** Controls to the main address: no SNI, an SNI that nobody has, no ALPN. */
  withoutSni: TlsTap.optional(),
  otherSni: TlsTap.optional(),
  withoutAlpn: TlsTap.optional(),
  scan: TlsScan.optional(),
  /** Upgrades that were tried after a direct hello failed, up to the first that worked. */
  upgrades: z.array(TlsTap),
  /** TLS from the first byte, tried after the upgrade failed. */
  direct: TlsTap.optional(),
  /** Issuers fetched by AIA, and what the stores say with them. */
  issuers: z.array(IssuerFetch),
  completed: z.array(TrustVerdict),
  /** The server's clock by its HTTP Date header, ISO 8601; asked for when a date is off. */
  serverDate: z.string().optional(),
  /** Connections beside those that the parts count themselves. */
  extraConnections: z.int(),
});
export type Observation = z.infer<typeof Observation>;
