import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plaintextProtocol } from '../../src/wire/plaintext/plaintext-reply.ts';
import { advance, EXCHANGES, type StarttlsProtocol } from '../../src/wire/starttls/exchange.ts';
import { parseAlert } from '../../src/wire/tls/alert.ts';
import { parseCertificateMessage } from '../../src/wire/tls/certificate-message.ts';
import { parseCertificateRequest } from '../../src/wire/tls/certificate-request.ts';
import { parseCertificateStatus } from '../../src/wire/tls/certificate-status.ts';
import { parseEncryptedExtensions } from '../../src/wire/tls/encrypted-extensions.ts';
import { HandshakeReader } from '../../src/wire/tls/handshake.ts';
import { MalformedTls } from '../../src/wire/tls/malformed-tls.ts';
import { RecordReader } from '../../src/wire/tls/record.ts';
import { innerPlaintext } from '../../src/wire/tls/record-protection.ts';
import { parseServerHello } from '../../src/wire/tls/server-hello.ts';
import { parseServerKeyExchange } from '../../src/wire/tls/server-key-exchange.ts';
import { parseCertificate } from '../../src/wire/x509/certificate.ts';
import { certificatesOf } from '../../src/wire/x509/certificate-file.ts';
import { MalformedDer } from '../../src/wire/x509/malformed-der.ts';
import { parseOcspResponse } from '../../src/wire/x509/ocsp-response.ts';
import { certificate } from '../servers/tls-certificate.ts';
import { ocspResponse } from '../servers/tls-ocsp.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) };
const TIMEOUT = 60_000 + RUNS.numRuns * 5;
const VERSIONS = [0x0300, 0x0301, 0x0302, 0x0303, 0x0304];

const root = certificate({ name: 'Root', ca: true, pathLength: 1 });
const leaf = certificate({
  name: 'leaf.lab',
  issuer: root,
  san: ['leaf.lab', '127.0.0.1', '::1'],
  caIssuers: 'http://ca.lab/root.der',
  mustStaple: true,
  usage: ['1.3.6.1.5.5.7.3.1'],
});
const staple = ocspResponse(leaf, root, 'revoked');

/** Whether a parser read the bytes or refused them with its own error, and threw nothing else. */
function reads(kind: typeof MalformedTls | typeof MalformedDer, parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch (error) {
    return error instanceof kind;
  }
}

/** Valid bytes with a few octets changed, and a piece cut off or put in: closer to the parser's depths than noise. */
const damaged = (valid: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .tuple(
      fc.array(fc.tuple(fc.nat(valid.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
      fc.nat(valid.length),
      fc.uint8Array({ maxLength: 12 }),
      fc.boolean(),
    )
    .map(([changes, at, piece, cut]) => {
      const bytes = Uint8Array.from(valid);
      for (const [place, octet] of changes) bytes[place] = octet;
      return cut
        ? bytes.subarray(0, at)
        : Uint8Array.from([...bytes.subarray(0, at), ...piece, ...bytes.subarray(at)]);
    });

const chunks = fc.array(fc.uint8Array({ maxLength: 80 }), { maxLength: 20 });

describe('TLS messages', () => {
  const bodies: Record<string, (body: Uint8Array, version: number) => unknown> = {
    server_hello: parseServerHello,
    encrypted_extensions: parseEncryptedExtensions,
    certificate: parseCertificateMessage,
    certificate_request: parseCertificateRequest,
    certificate_status: parseCertificateStatus,
    server_key_exchange: (body) => [
      parseServerKeyExchange(body, 'DHE'),
      parseServerKeyExchange(body, 'ECDHE'),
    ],
    alert: parseAlert,
    inner_plaintext: innerPlaintext,
  };
  test.each(Object.entries(bodies))(
    '%s: any bytes are read or refused with MalformedTls',
    (_name, parse) => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 400 }), fc.constantFrom(...VERSIONS), (body, version) => {
          expect(reads(MalformedTls, () => parse(body, version))).toBe(true);
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );

  test(
    'records: cut anywhere, the same records come out, and never more bytes than went in',
    () => {
      const records = fc.array(
        fc.tuple(fc.integer({ min: 20, max: 24 }), fc.uint8Array({ maxLength: 300 })),
        {
          minLength: 1,
          maxLength: 6,
        },
      );
      fc.assert(
        fc.property(records, fc.array(fc.nat(2000), { maxLength: 8 }), (wanted, cuts) => {
          const stream = Buffer.concat(
            wanted.map(([type, fragment]) =>
              Buffer.from([type, 3, 3, fragment.length >> 8, fragment.length & 255, ...fragment]),
            ),
          );
          const places = [
            0,
            ...cuts.map((cut) => cut % stream.length).toSorted((a, b) => a - b),
            stream.length,
          ];
          const reader = new RecordReader();
          const got = places
            .slice(1)
            .flatMap((end, index) => reader.push(stream.subarray(places[index], end)));
          expect(got.map(({ type, fragment }) => [type, [...fragment]])).toEqual(
            wanted.map(([type, fragment]) => [type, [...fragment]]),
          );
          expect(reader.pending).toBe(0);
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );

  test(
    'records and handshake messages: any chunks are read or refused, and little is held',
    () => {
      fc.assert(
        fc.property(chunks, (parts) => {
          const records = new RecordReader();
          const messages = new HandshakeReader();
          const feed = (reader: { push(part: Uint8Array): unknown }) => () =>
            parts.forEach((part) => reader.push(part));
          expect(reads(MalformedTls, feed(records))).toBe(true);
          expect(reads(MalformedTls, feed(messages))).toBe(true);
          expect(records.pending).toBeLessThanOrEqual(2 ** 14 + 2048 + 5 + 80);
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );

  test('a handshake message that announces more than 256 KiB is refused at its header', () => {
    expect(() => new HandshakeReader().push(Uint8Array.of(11, 0xff, 0xff, 0xff))).toThrow(MalformedTls);
  });
});

describe('X.509', () => {
  test.each([
    ['certificate', leaf.der, parseCertificate],
    ['OCSP response', staple, parseOcspResponse],
    ['certificate file', leaf.der, certificatesOf],
    ['PEM file', Buffer.from(leaf.cert), certificatesOf],
  ] as const)(
    '%s: damaged bytes are read or refused with MalformedDer',
    (_name, valid, parse) => {
      fc.assert(
        fc.property(fc.oneof(damaged(valid), fc.uint8Array({ maxLength: 300 })), (bytes) => {
          expect(reads(MalformedDer, () => parse(bytes))).toBe(true);
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );
});

describe('plain text', () => {
  test.each(Object.keys(EXCHANGES) as StarttlsProtocol[])(
    '%s: any reply in any phase gives a step',
    (protocol) => {
      const openings = [
        '220 mail ESMTP\r\n',
        '* OK ready\r\n',
        '+OK\r\n',
        'S',
        '\x4a\0\0\0\x0a8.0.36\0',
        '<stream:features>',
        '0\x0c\x02\x01\x01x',
      ];
      const reply = fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc
          .tuple(fc.constantFrom(...openings), fc.string({ unit: 'binary', maxLength: 100 }))
          .map(([head, rest]) => Buffer.from(head + rest, 'latin1')),
      );
      fc.assert(
        fc.property(reply, fc.nat(3), (received, phase) => {
          expect(['more', 'send', 'tls', 'stop']).toContain(
            advance(protocol, phase, received, 'host.lab').want,
          );
        }),
        RUNS,
      );
    },
  );

  test.each(Object.keys(EXCHANGES) as StarttlsProtocol[])('%s: an endless reply is stopped', (protocol) => {
    expect(advance(protocol, 1, Buffer.alloc(64 * 1024 + 1, ' '), 'host.lab')).toMatchObject({
      want: 'stop',
      why: 'oversize',
    });
  });

  test(
    'the guess at a protocol never throws',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
          expect(['string', 'undefined']).toContain(typeof plaintextProtocol(bytes));
        }),
        RUNS,
      );
    },
    TIMEOUT,
  );
});
