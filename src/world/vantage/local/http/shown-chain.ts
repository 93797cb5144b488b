import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Certificate } from '../../../../core/world/certificate.ts';
import { chainView } from '../../../trust/certificate-view.ts';

/** Longer chains than any client follows. */
const MOST = 10;

/** The certificates that a peer showed, leaf first, each followed by its issuer as far as OpenSSL found it. */
export function shownChain(socket: TLSSocket): Certificate[] {
  const ders: Buffer[] = [];
  let next: Partial<DetailedPeerCertificate> | undefined = socket.getPeerCertificate(true);
  // Of a self-signed certificate the issuer is itself.
  while (next?.raw && ders.length < MOST && !ders.some((der) => next?.raw?.equals(der))) {
    ders.push(next.raw);
    next = next.issuerCertificate;
  }
  return chainView(ders).chain;
}
