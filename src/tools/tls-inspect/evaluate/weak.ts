import type { Check } from '../../../core/check.ts';
import type { Certificate } from '../../../core/world/certificate.ts';
import { clientVerdict } from './client-store.ts';
import { fail, type Scene, sClient, warn, whose } from './scene.ts';

const BROKEN_HASHES: readonly string[] = ['md2', 'md5', 'sha1'];

/**
 * tls.weak-key and tls.weak-signature of what the server sent, and of its Diffie-Hellman group. RSA below 1,024 bits and broken hashes are
 * refused by every current client; between 1,024 and 2,047 it depends on the client (OpenSSL's level 2, the default of OpenSSL 3.2
 * and later and of Debian, refuses), hence a warning.
 */
export function weak(scene: Scene): Check[] {
  const counted = usedChain(scene);
  const keys = counted.flatMap(({ certificate, index }) => weakKey(scene, certificate, index));
  const signatures = counted.flatMap(({ certificate, index }) => weakSignature(scene, certificate, index));
  return [...keys.slice(0, 2), ...signatures.slice(0, 2), ...smallPrime(scene)];
}

/** What clients build their path of: a certificate that is sent along and not used weakens nothing. */
function usedChain(scene: Scene): { certificate: Certificate; index: number }[] {
  const path = clientVerdict(scene)?.path.map(({ sha256 }) => sha256);
  return scene.view.tap.chain
    .map((certificate, index) => ({ certificate, index }))
    .filter(({ certificate, index }) => index === 0 || !path || path.includes(certificate.sha256));
}

function weakKey(scene: Scene, certificate: Certificate, index: number): Check[] {
  const { type, bits } = certificate.key;
  if (bits === 0) return [];
  const floor = type === 'EC' ? 224 : type === 'RSA' || type === 'DSA' ? 2048 : 0;
  if (bits >= floor) return [];
  const claim = (type === 'EC' ? bits < 160 : bits < 1024) ? fail : warn;
  return [
    claim('tls.weak-key', {
      ...said(scene, certificate),
      summary: `${place(index)} has a key of only ${bits} bits (${type})`,
    }),
  ];
}

/** A root's own signature is not checked by anyone, so it does not count. */
function weakSignature(scene: Scene, certificate: Certificate, index: number): Check[] {
  const { name, hash } = certificate.signature;
  if (certificate.selfSigned || !BROKEN_HASHES.includes(hash)) return [];
  return [
    fail('tls.weak-signature', {
      ...said(scene, certificate),
      summary: `${place(index)} is signed with ${name}`,
    }),
  ];
}

function smallPrime(scene: Scene): Check[] {
  const { dhBits, cipher = '' } = scene.view.tap;
  if (dhBits === undefined || dhBits >= 2048) return [];
  const claim = dhBits < 1024 ? fail : warn;
  return [
    claim('tls.weak-key', {
      test: sClient(scene),
      summary: `The Diffie-Hellman prime has only ${dhBits} bits`,
      evidence: [`${scene.view.tap.version ?? ''} ${cipher}`],
      fix: 'Use ECDHE suites, or Diffie-Hellman parameters of 2,048 bits or more.',
    }),
  ];
}

const said = (scene: Scene, certificate: Certificate) => ({
  test: `${sClient(scene, '-showcerts')} | openssl x509 -noout -text`,
  evidence: [
    `${certificate.key.type} ${certificate.key.bits} bits, signed with ${certificate.signature.name}`,
  ],
  untrusted: whose(certificate),
});

const place = (index: number): string =>
  index === 0 ? 'The certificate' : `Certificate ${index} of the chain`;
