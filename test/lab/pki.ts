import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ocspResponse } from '../servers/tls-ocsp.ts';
import { certificate, type CertificateWish, type Issued, rsaKeys } from '../servers/tls-certificate.ts';

const NAMES = ['www', 'v4', 'v6', 'pair'].map((label) => `${label}.lab.example`);
const LONG_NAMES = Array.from(
  { length: 60 },
  (_, i) => `a-name-that-makes-the-certificate-long-${i}.lab.example`,
);

/**
 * Makes the certificates of a run in a folder: NAME.pem (as a server sends it, leaf first) with NAME.key, NAME.ocsp, and
 * root.pem, which the client trusts.
 */
export async function makePki(folder: string): Promise<void> {
  const root = certificate({ name: 'Lab Root', ca: true });
  const middle = certificate({ name: 'Lab Intermediate', ca: true, issuer: root });
  const noCa = certificate({ name: 'No CA', issuer: root });
  const stranger = certificate({ name: 'Unknown Root', ca: true });
  const leaf = (wish: Partial<CertificateWish> = {}): Issued =>
    certificate({ name: 'www.lab.example', san: NAMES, issuer: middle, ...wish });
  const good = leaf();
  const selfSigned = certificate({ name: 'www.lab.example', san: NAMES });
  const chains: Record<string, readonly Issued[]> = {
    good: [good, middle],
    renewed: [leaf({ from: 0, to: 300 }), middle],
    expired: [leaf({ from: -60, to: -2 }), middle],
    early: [leaf({ from: 2, to: 60 }), middle],
    soon: [leaf({ from: -60, to: 3 }), middle],
    outdated: [leaf({ from: -90, to: -2 }), middle],
    other: [leaf({ name: 'other.lab.example', san: ['other.lab.example'] }), middle],
    fake: [certificate({ name: 'Kubernetes Ingress Controller Fake Certificate', san: ['ingress.local'] })],
    alone: [good],
    shuffled: [good, root, middle],
    stranger: [leaf({ issuer: stranger }), stranger],
    self: [selfSigned],
    'expired-other': [leaf({ san: ['other.lab.example'], from: -60, to: -2 }), middle],
    // More than a segment holds.
    long: [leaf({ san: [...NAMES, ...LONG_NAMES] }), middle],
    misused: [leaf({ issuer: noCa }), noCa],
    small: [leaf({ keys: rsaKeys(1024) }), middle],
    sha1: [leaf({ hash: 'sha1' }), middle],
    fetchable: [leaf({ caIssuers: 'http://www.lab.example/middle.der' }), middle],
    root: [root],
    stranger_root: [stranger],
  };
  const fetchable = chains['fetchable']?.[0];
  if (fetchable) chains['fetchable-alone'] = [fetchable];
  for (const [name, chain] of Object.entries(chains)) {
    await writeFile(join(folder, `${name}.pem`), chain.map(({ cert }) => cert).join(''));
    await writeFile(join(folder, `${name}.key`), chain[0]?.key ?? '');
  }
  await writeFile(join(folder, 'middle.der'), middle.der);
  await writeFile(join(folder, 'good.ocsp'), ocspResponse(good, middle, 'good'));
  await writeFile(join(folder, 'revoked.ocsp'), ocspResponse(good, middle, 'revoked'));
}
