import type { Check } from '../../../core/check.ts';
import type { TlsTap } from '../../../core/world/tls.ts';
import { type Scene, sClient, warn } from './scene.ts';

/**
 * tls.chain-order: each certificate must be followed by the one that certifies it (RFC 5246 section 7.4.2). TLS 1.3 clients should
 * bear with another order (RFC 8446 section 4.4.2), hence a warning. What follows a gap or stands alone is not out of order,
 * and what is sent twice counts once: {@link sentTwice}.
 */
export function chainOrder(scene: Scene): Check[] {
  const { chain } = scene.view.tap;
  const misplaced = once(chain).flatMap(({ certificate, index }, place, all) => {
    const { issuedBy } = certificate;
    if (issuedBy === null || chain[issuedBy]?.sha256 === certificate.sha256) return [];
    return all[place + 1]?.certificate.sha256 === chain[issuedBy]?.sha256
      ? []
      : [`certificate ${index} is signed by certificate ${issuedBy}, not by the next`];
  });
  if (misplaced.length === 0) return [];
  return [
    warn('tls.chain-order', {
      test: sClient(scene, '-showcerts'),
      summary: `The ${chain.length} certificates are not sent in signing order`,
      evidence: misplaced.slice(0, 5),
    }),
  ];
}

/** A note on certificates that are sent more than once: clients skip the copy. */
export function sentTwice({ chain }: TlsTap): string[] {
  const first = once(chain);
  const copies = chain.length - first.length;
  if (copies === 0) return [];
  const leaf = chain.filter(({ sha256 }) => sha256 === chain[0]?.sha256).length > 1;
  return [
    `${leaf ? 'The server’s certificate is' : `${copies} of the certificates ${copies === 1 ? 'is' : 'are'}`} sent twice: clients skip the copy, only very strict ones mind.`,
  ];
}

type Sent = TlsTap['chain'];

/** The certificates as sent, each the first time only. */
const once = (chain: Sent): { certificate: Sent[number]; index: number }[] =>
  chain
    .map((certificate, index) => ({ certificate, index }))
    .filter(
      ({ certificate, index }) => chain.findIndex(({ sha256 }) => sha256 === certificate.sha256) === index,
    );
