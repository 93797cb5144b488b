import { createHash, sign } from 'node:crypto';
import { distinguishedName, type Issued, signatureAlgorithm } from './tls-certificate.ts';
import { bits, der, explicit, integer, octets, oid, sequence, time } from './tls-der-writer.ts';

/** A successful OCSP response for one certificate, signed by its issuer (or by someone else, when told so). */
export function ocspResponse(
  about: Issued,
  issuer: Issued,
  status: 'good' | 'revoked' | 'unknown',
  signer: Issued = issuer,
): Buffer {
  const now = new Date();
  const sha1 = (bytes: Uint8Array): Buffer => createHash('sha1').update(bytes).digest();
  const certId = sequence(
    sequence(oid('1.3.14.3.2.26'), der(0x05)),
    octets(sha1(distinguishedName(issuer.name))),
    octets(sha1(keyBits(issuer))),
    integer(about.serial),
  );
  const state = {
    good: der(0x80),
    revoked: der(0xa1, time(new Date(now.getTime() - 3_600_000))),
    unknown: der(0x82),
  }[status];
  const single = sequence(certId, state, time(now), explicit(0, time(new Date(now.getTime() + 86_400_000))));
  const data = sequence(explicit(1, distinguishedName(signer.name)), time(now), sequence(single));
  const basic = sequence(
    data,
    signatureAlgorithm(signer.keys, 'sha256'),
    bits(sign('sha256', data, signer.keys.privateKey)),
  );
  return sequence(
    der(0x0a, Buffer.from([0])),
    explicit(0, sequence(oid('1.3.6.1.5.5.7.48.1.1'), octets(basic))),
  );
}

function keyBits({ keys }: Issued): Buffer {
  const point = keys.publicKey.export({ format: 'jwk' });
  return Buffer.concat([
    Buffer.from([4]),
    Buffer.from(point.x ?? '', 'base64url'),
    Buffer.from(point.y ?? '', 'base64url'),
  ]);
}
