import { formatHostPort } from '../../../core/target/host-port.ts';
import { claims } from '../../../core/check.ts';
import type { Stamp } from '../../../core/tool.ts';
import type { Certificate } from '../../../core/world/certificate.ts';
import type { TlsTap } from '../../../core/world/tls.ts';
import { type Quote, quote } from '../../../core/untrusted.ts';
import { failures } from '../failures.ts';
import type { Input } from '../input.ts';
import type { AddressView, Observation } from '../observation.ts';

/** What every judgement reads: one address's view, all that was seen, and what was asked. */
export interface Scene {
  readonly seen: Observation & Stamp;
  readonly input: Input;
  readonly view: AddressView;
  /** The name or address that the client verifies. */
  readonly name: string;
}

export const { fail, warn } = claims(failures);

export const nameOf = ({ servername, host }: Input): string => (servername ?? host).replace(/\.$/, '');

/** `address:port`, brackets around IPv6. */
export const endpoint = ({ address, port }: TlsTap): string => formatHostPort(address, port);

/** The openssl command that shows the same handshake; `more` adds options. */
export function sClient({ seen, view: { tap } }: Scene, more = ''): string {
  const sni = tap.servername === null ? '-noservername' : `-servername ${tap.servername}`;
  const starttls = seen.starttls
    ? ` -starttls ${seen.starttls === 'xmpp' ? 'xmpp -xmpphost ' + (tap.servername ?? tap.address) : seen.starttls}`
    : '';
  return `openssl s_client -connect ${endpoint(tap)} ${sni}${starttls}${more && ` ${more}`}`;
}

/** A certificate's own words on who it is: foreign text. */
export function whose({ subject, issuer }: Pick<Certificate, 'subject' | 'issuer'>): Quote[] {
  return [
    quote('certificate subject', subject || '(empty)'),
    quote('certificate issuer', issuer || '(empty)'),
  ];
}
