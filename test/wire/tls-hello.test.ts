import { describe, expect, test } from 'vitest';
import { ByteReader } from '../../src/wire/tls/byte-reader.ts';
import { SUITES_12, SUITES_13, suiteName } from '../../src/wire/tls/cipher-suite.ts';
import { clientHello, type HelloOffer } from '../../src/wire/tls/client-hello.ts';
import { EXTENSION, readExtensions } from '../../src/wire/tls/extension.ts';
import { ML_KEM_768_SEED, mlKem768Key } from '../../src/wire/tls/ml-kem-key.ts';
import { hkdfLabel, recordNonce } from '../../src/wire/tls/record-protection.ts';
import { parseServerHello } from '../../src/wire/tls/server-hello.ts';

const offer: HelloOffer = {
  versions: [0x0303, 0x0304],
  cipherSuites: [0x1301, 0xc02f],
  groups: [0x001d],
  keyShares: [{ group: 0x001d, key: new Uint8Array(32).fill(9) }],
  serverName: 'api.lab',
  alpn: ['h2', 'http/1.1'],
  random: new Uint8Array(32).fill(7),
  sessionId: new Uint8Array(32).fill(8),
};

/** The fields of a ClientHello, read back by the rules of RFC 8446 section 4.1.2. */
function readBack(hello: Uint8Array) {
  const record = new ByteReader(hello);
  const [type, version] = [record.uint(1), record.uint(2)];
  const message = record.inner(2);
  expect(record.left).toBe(0);
  expect(message.uint(1)).toBe(1);
  const body = message.inner(3);
  expect(message.left).toBe(0);
  const [legacy, random, session] = [body.uint(2), body.take(32), body.vector(1)];
  const suites = body.vector(2).length / 2;
  expect([...body.vector(1)]).toEqual([0]);
  return { type, version, legacy, random, session, suites, extensions: readExtensions(body) };
}

describe('ClientHello', () => {
  test('says what was offered', () => {
    const { type, version, legacy, random, session, suites, extensions } = readBack(clientHello(offer));
    expect([type, version, legacy, suites, session.length]).toEqual([22, 0x0301, 0x0303, 2, 32]);
    expect(random).toEqual(offer.random);
    expect(Buffer.from(extensions.get(EXTENSION.serverName) ?? '').toString('latin1')).toBe(
      '\0\x0a\0\0\x07api.lab',
    );
    expect(Buffer.from(extensions.get(EXTENSION.alpn) ?? '').toString('latin1')).toBe(
      '\0\x0c\x02h2\x08http/1.1',
    );
    expect(Buffer.from(extensions.get(EXTENSION.supportedVersions) ?? '').toString('hex')).toBe('0403040303');
  });

  test('is padded to the byte', () => {
    for (const padTo of [400, 517, 1600]) expect(clientHello({ ...offer, padTo })).toHaveLength(padTo);
  });

  test('is not cut when it is longer than the padding asks for', () => {
    expect(clientHello({ ...offer, padTo: 10 })).toHaveLength(clientHello(offer).length);
  });

  test('of SSL 3.0 has no extensions, and no TLS 1.3 extension goes out below TLS 1.3', () => {
    const ssl3 = readBack(clientHello({ ...offer, versions: [0x0300] }));
    expect([ssl3.version, ssl3.legacy, ssl3.extensions.size]).toEqual([0x0300, 0x0300, 0]);
    const tls12 = readBack(clientHello({ ...offer, versions: [0x0303] }));
    expect(tls12.extensions.has(EXTENSION.supportedVersions)).toBe(false);
    expect(tls12.extensions.has(EXTENSION.keyShare)).toBe(false);
  });

  test('of TLS 1.0 names no signature algorithms (RFC 5246 section 7.4.1.4.1)', () => {
    expect(
      readBack(clientHello({ ...offer, versions: [0x0301] })).extensions.has(EXTENSION.signatureAlgorithms),
    ).toBe(false);
  });
});

describe('numbers and names', () => {
  test('suites are distinct, and named as IANA does', () => {
    expect(new Set([...SUITES_12, ...SUITES_13]).size).toBe(SUITES_12.length + SUITES_13.length);
    expect([0xc02f, 0x1303, 0x000a, 0x9999].map(suiteName)).toEqual([
      'TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256',
      'TLS_CHACHA20_POLY1305_SHA256',
      'TLS_RSA_WITH_3DES_EDE_CBC_SHA',
      '0x9999',
    ]);
  });

  test('an ML-KEM-768 key passes the modulus check of FIPS 203 whatever the randomness', () => {
    const key = mlKem768Key(new Uint8Array(ML_KEM_768_SEED).fill(0xff));
    expect(key).toHaveLength(1184);
    for (let at = 0; at < 1152; at += 3) {
      const [a = 0, b = 0, c = 0] = key.subarray(at, at + 3);
      expect(a | ((b & 15) << 8)).toBeLessThan(3329);
      expect((b >> 4) | (c << 4)).toBeLessThan(3329);
    }
  });
});

describe('TLS 1.3', () => {
  test('HkdfLabel of RFC 8448 section 3', () => {
    expect(Buffer.from(hkdfLabel('key', 16)).toString('hex')).toBe('001009746c733133206b657900');
    expect(Buffer.from(hkdfLabel('iv', 12)).toString('hex')).toBe('000c08746c73313320697600');
  });

  test('the nonce is the IV xor the sequence number, and the IV stays as it was', () => {
    const iv = Buffer.from('5d313eb2671276ee13000b30', 'hex');
    expect(Buffer.from(recordNonce(iv, 0)).toString('hex')).toBe('5d313eb2671276ee13000b30');
    expect(Buffer.from(recordNonce(iv, 1)).toString('hex')).toBe('5d313eb2671276ee13000b31');
    expect(Buffer.from(recordNonce(iv, 0x0102)).toString('hex')).toBe('5d313eb2671276ee13000a32');
  });

  test('a HelloRetryRequest is told by its random, and names the group it wants', () => {
    const random = 'cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c';
    const retry = Buffer.from(`0303${random}00130100000c002b00020304003300020017`, 'hex');
    expect(parseServerHello(retry)).toMatchObject({
      helloRetry: true,
      version: 0x0304,
      group: 0x17,
      cipherSuite: 0x1301,
    });
  });
});
