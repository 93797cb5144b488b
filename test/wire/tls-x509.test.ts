import { X509Certificate } from 'node:crypto';
import { rootCertificates } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { parseCertificate, subjectOf } from '../../src/wire/x509/certificate.ts';
import { certificatesOf, toPem } from '../../src/wire/x509/certificate-file.ts';
import { nameText } from '../../src/wire/x509/distinguished-name.ts';
import { MalformedDer } from '../../src/wire/x509/malformed-der.ts';
import { oidText } from '../../src/wire/x509/oid.ts';
import { parseOcspResponse } from '../../src/wire/x509/ocsp-response.ts';
import { certificate, rsaKeys } from '../servers/tls-certificate.ts';
import { der, explicit, integer, oid, sequence, set } from '../servers/tls-der-writer.ts';
import { ocspResponse } from '../servers/tls-ocsp.ts';

const root = certificate({ name: 'Root', ca: true, pathLength: 0 });

/** OpenSSL's list of attributes, most specific last, in the order of RFC 4514. */
const reversed = (name: string): string => name.split('\n').toReversed().join(',');

const CURVES: Record<string, number> = { prime256v1: 256, secp384r1: 384, secp521r1: 521 };

function keyOf({ publicKey }: X509Certificate): [string, number] {
  const { modulusLength, namedCurve } = publicKey.asymmetricKeyDetails ?? {};
  return modulusLength === undefined ? ['EC', CURVES[namedCurve ?? ''] ?? 0] : ['RSA', modulusLength];
}

describe('certificates', () => {
  test('every root in Node reads as OpenSSL reads it', () => {
    for (const pem of rootCertificates) {
      const x509 = new X509Certificate(pem);
      const fields = parseCertificate(x509.raw);
      expect(new Date(fields.notAfter)).toEqual(x509.validToDate);
      expect(new Date(fields.notBefore)).toEqual(x509.validFromDate);
      expect(BigInt(`0x${fields.serial}`)).toBe(BigInt(`0x${x509.serialNumber}`));
      expect(fields.extensions.isCa ?? false).toBe(x509.ca);
      expect([fields.key.type, fields.key.bits]).toEqual(keyOf(x509));
      expect(fields.subject.replaceAll('\\', '')).toBe(reversed(x509.subject).replaceAll('\\', ''));
      expect(subjectOf(x509.raw)).toEqual(fields.subjectDer);
    }
  });

  test('names, purposes and addresses of issuers', () => {
    const { extensions, signature, key } = parseCertificate(
      certificate({
        name: 'a.lab',
        issuer: root,
        san: ['a.lab', '*.b.lab', '10.0.0.7', '::1'],
        usage: ['1.3.6.1.5.5.7.3.1'],
        caIssuers: 'http://ca.lab/x',
        mustStaple: true,
        permittedDns: 'lab',
      }).der,
    );
    expect(extensions.names).toEqual([
      { kind: 'dns', value: 'a.lab' },
      { kind: 'dns', value: '*.b.lab' },
      { kind: 'ip', value: '10.0.0.7' },
      { kind: 'ip', value: '::1' },
    ]);
    expect(extensions).toMatchObject({
      isCa: null,
      extendedKeyUsage: ['1.3.6.1.5.5.7.3.1'],
      caIssuers: ['http://ca.lab/x'],
      mustStaple: true,
      hasNameConstraints: true,
      unknownCritical: [],
    });
    expect([signature.hash, key]).toEqual(['sha256', { type: 'EC', bits: 256, curve: 'P-256' }]);
  });

  test('sizes and hashes of old certificates', () => {
    const old = parseCertificate(certificate({ name: 'old', keys: rsaKeys(1024), hash: 'sha1' }).der);
    expect([old.key, old.signature]).toEqual([
      { type: 'RSA', bits: 1024 },
      { name: 'sha1WithRSAEncryption', hash: 'sha1' },
    ]);
  });

  test('a critical extension that is not read is named', () => {
    expect(
      parseCertificate(certificate({ name: 'x', unknownCritical: true }).der).extensions.unknownCritical,
    ).toEqual(['1.3.6.1.4.1.99999.1']);
  });
});

describe('names', () => {
  const name = (type: string, tag: number, bytes: string): Buffer =>
    Buffer.concat([set(sequence(oid(type), der(tag, Buffer.from(bytes, 'latin1'))))]);

  test('special and control characters are escaped (RFC 4514 section 2.4)', () => {
    expect(nameText(name('2.5.4.3', 0x0c, 'a,b+"c"\n'))).toBe('CN=a\\,b\\+\\"c\\"\\0a');
    expect(nameText(name('2.5.4.3', 0x13, ' x '))).toBe('CN=\\ x\\ ');
  });

  test('wide strings are decoded, and an unknown attribute keeps its number', () => {
    expect(nameText(name('2.5.4.10', 0x1e, '\0Z\0\xfc'))).toBe('O=Zü');
    expect(nameText(name('1.2.3.4', 0x0c, 'v'))).toBe('1.2.3.4=v');
  });

  test('object identifiers with arcs beyond 53 bits keep every digit', () => {
    expect(oidText(Buffer.from('6983a5ddc7f4dfc8dbbdb9bba9a4fee6e0fa11', 'hex'))).toMatch(/^2\.25\.\d{30,}$/);
  });
});

describe('files', () => {
  test('PEM, DER and certs-only PKCS #7 give the same certificates', () => {
    const pkcs7 = sequence(
      oid('1.2.840.113549.1.7.2'),
      explicit(
        0,
        sequence(integer(1), set(), sequence(oid('1.2.840.113549.1.7.1')), explicit(0, root.der), set()),
      ),
    );
    for (const file of [root.der, Buffer.from(root.cert), Buffer.from(`text\n${root.cert}`), pkcs7]) {
      expect(certificatesOf(file).map((found) => Buffer.from(found).toString('hex'))).toEqual([
        root.der.toString('hex'),
      ]);
    }
    expect(new X509Certificate(toPem(root.der)).raw).toEqual(root.der);
  });

  test('anything else is refused', () => {
    for (const text of ['', 'hello', '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n']) {
      expect(() => certificatesOf(Buffer.from(text))).toThrow(MalformedDer);
    }
  });
});

describe('OCSP', () => {
  const leaf = certificate({ name: 'leaf', issuer: root });
  test.each(['good', 'revoked', 'unknown'] as const)('%s', (status) => {
    const { singles } = parseOcspResponse(ocspResponse(leaf, root, status));
    expect(singles).toMatchObject([{ status, serial: parseCertificate(leaf.der).serial }]);
    expect(singles[0]?.revokedAt === null).toBe(status !== 'revoked');
  });

  test('a responder that is not able to answer is malformed here', () => {
    expect(() => parseOcspResponse(sequence(der(0x0a, Buffer.from([3]))))).toThrow('responder status 3');
  });
});
