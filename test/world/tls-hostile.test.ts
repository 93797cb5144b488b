import { connect } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ServerFlight } from '../../src/world/vantage/local/tls/server-flight.ts';
import { chainView } from '../../src/world/trust/certificate-view.ts';
import { stapleView } from '../../src/world/trust/staple-view.ts';
import { verifyChain } from '../../src/world/trust/verify-chain.ts';
import { COMMON_SUITES_12 } from '../../src/wire/tls/cipher-suite.ts';
import { clientHello } from '../../src/wire/tls/client-hello.ts';
import { CLASSIC_GROUPS } from '../../src/wire/tls/named-group.ts';
import { toPem } from '../../src/wire/x509/certificate-file.ts';
import { certificate, rsaKeys } from '../servers/tls-certificate.ts';
import { temporaryFile } from '../servers/tls-look.ts';
import { ocspResponse } from '../servers/tls-ocsp.ts';
import { tlsServer } from '../servers/tls-server.ts';

const RUNS = { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) };
const TIMEOUT = 60_000 + RUNS.numRuns * 10;

const root = certificate({ name: 'Root', ca: true, keys: rsaKeys(2048) });
const leaf = certificate({ name: 'good.lab', san: ['good.lab'], issuer: root });
const staple = ocspResponse(leaf, certificate({ name: 'Root', ca: true }), 'good');

/** What a real TLS 1.2 server sends in answer to one hello. */
async function serverFlight(): Promise<Buffer> {
  await using server = await tlsServer({
    cert: leaf.cert + root.cert,
    key: leaf.key,
    requestCert: true,
    ca: root.cert,
    maxVersion: 'TLSv1.2',
  });
  const random = new Uint8Array(32).fill(1);
  const hello = clientHello({
    versions: [0x0303],
    cipherSuites: COMMON_SUITES_12,
    groups: CLASSIC_GROUPS,
    keyShares: [],
    random,
  });
  return await new Promise((resolve, reject) => {
    const socket = connect(server.port, '127.0.0.1', () => socket.write(hello));
    let seen: Buffer = Buffer.alloc(0);
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      seen = Buffer.concat([seen, chunk]);
      // server_hello_done, an empty message, ends the flight.
      if (seen.subarray(-4).equals(Buffer.from([14, 0, 0, 0]))) {
        socket.destroy();
        resolve(seen);
      }
    });
  });
}

const changes = (length: number): fc.Arbitrary<[number, number][]> =>
  fc.array(fc.tuple(fc.nat(length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });

function damage(bytes: Uint8Array, list: readonly [number, number][]): Buffer {
  const copy = Buffer.from(bytes);
  for (const [place, octet] of list) copy[place] = octet;
  return copy;
}

describe('hostile bytes', () => {
  test(
    'a damaged server flight, in any pieces, is read as far as it goes',
    async () => {
      const flight = await serverFlight();
      const whole = new ServerFlight();
      whole.push(flight);
      expect(whole.facts).toMatchObject({ version: 0x0303, helloDone: true });
      expect(whole.facts.chain).toHaveLength(2);
      fc.assert(
        fc.property(
          changes(flight.length),
          fc.array(fc.nat(flight.length), { maxLength: 5 }),
          (list, cuts) => {
            const bytes = damage(flight, list);
            const reader = new ServerFlight();
            const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
            for (const [index, end] of places.slice(1).entries())
              reader.push(bytes.subarray(places[index], end));
            expect(chainView(reader.facts.chain ?? []).chain.length).toBeLessThanOrEqual(100);
          },
        ),
        RUNS,
      );
    },
    TIMEOUT,
  );

  test('a key log of nonsense is no crash', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string(), { maxLength: 5 }),
        fc.uint8Array({ maxLength: 200 }),
        (lines, bytes) => {
          const reader = new ServerFlight();
          for (const line of lines) reader.keylog(line);
          reader.push(Buffer.from([23, 3, 3, 0, bytes.length, ...bytes]));
          expect(reader.facts.version).toBeUndefined();
        },
      ),
      RUNS,
    );
  });

  test(
    'damaged certificates and staples are judged or left out',
    async () => {
      const verify = verifyChain({ caFile: temporaryFile(root.cert) });
      const at = new Date().toISOString();
      await fc.assert(
        fc.asyncProperty(
          changes(leaf.der.length),
          changes(root.der.length),
          changes(staple.length),
          async (one, two, three) => {
            const chain = [damage(leaf.der, one), damage(root.der, two)];
            const view = chainView(chain);
            expect(view.chain.length + view.unreadable).toBe(2);
            const verdicts = await verify({ pems: chain.map(toPem), at });
            expect(verdicts.map(({ store }) => store)).toEqual(['ca', 'system', 'node']);
            expect(['good', 'revoked', 'unknown', 'unreadable', 'other-certificate']).toContain(
              stapleView(damage(staple, three), chain).status,
            );
          },
        ),
        RUNS,
      );
    },
    TIMEOUT,
  );
});
