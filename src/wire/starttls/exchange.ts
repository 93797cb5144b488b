import { ftp } from './ftp.ts';
import { imap } from './imap.ts';
import { ldap } from './ldap.ts';
import { mysql } from './mysql.ts';
import { pop3 } from './pop3.ts';
import { postgres } from './postgres.ts';
import { smtp } from './smtp.ts';
import { MAX_REPLY, type StarttlsExchange, type Step, stop } from './step.ts';
import { xmpp } from './xmpp.ts';

/** The protocols whose upgrade to TLS is spoken here. */
export const EXCHANGES = { smtp, imap, pop3, ftp, ldap, xmpp, postgres, mysql } as const satisfies Record<
  string,
  StarttlsExchange
>;
export type StarttlsProtocol = keyof typeof EXCHANGES;

/** One step of an upgrade, with the bound that holds for all: a reply above 64 KiB ends it. */
export function advance(protocol: StarttlsProtocol, phase: number, received: Uint8Array, host: string): Step {
  if (received.length > MAX_REPLY) return stop('oversize', received);
  const exchange: StarttlsExchange = EXCHANGES[protocol];
  return exchange.advance(phase, received, host);
}

/** What the client sends before the server said anything; undefined where the server speaks first. */
export function opening(protocol: StarttlsProtocol, host: string): Uint8Array | undefined {
  const exchange: StarttlsExchange = EXCHANGES[protocol];
  return exchange.opening?.(host);
}
