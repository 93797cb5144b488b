import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatIp } from '../../src/core/address/ip.ts';
import { DecodeError } from '../../src/wire/dns/decode-error.ts';
import { decodeMessage } from '../../src/wire/dns/decode-message.ts';
import { encodeMessage, type OutgoingMessage } from '../../src/wire/dns/encode-message.ts';
import { encodeQuery } from '../../src/wire/dns/encode-query.ts';
import type { Message } from '../../src/wire/dns/message.ts';
import { rcodeName } from '../../src/wire/dns/rcode.ts';
import { typeName } from '../../src/wire/dns/record-type.ts';
import { escapeLabel, quote } from '../../src/wire/dns/escape.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

const octets = (minLength: number, maxLength: number): fc.Arbitrary<Uint8Array> =>
  fc.uint8Array({ minLength, maxLength });
const u8 = fc.integer({ min: 0, max: 255 });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffffffff });
const hex = octets(1, 40).map((data) => Buffer.from(data).toString('hex').toUpperCase());
const base64 = octets(1, 40).map((data) => Buffer.from(data).toString('base64'));
const string = octets(0, 255).map(quote);
// Few distinct labels, so that compression finds something; hostile ones among them.
const label = fc.oneof(fc.constantFrom('a', 'B', 'example', 'com'), octets(1, 20).map(escapeLabel));
const name = fc
  .array(label, { maxLength: 8 })
  .map((labels) => (labels.length === 0 ? '.' : `${labels.join('.')}.`));
const type = u16.filter((number) => number !== 41).map(typeName);
const bitmap = fc
  .uniqueArray(u16, { maxLength: 6 })
  .map((types) => types.toSorted((a, b) => a - b).map(typeName));
const ipv4 = octets(4, 4).map((data) => data.join('.'));
const ipv6 = fc.bigInt({ min: 0n, max: 2n ** 128n - 1n }).map((value) => formatIp({ family: 6, value }));
const time = u32.map((seconds) => new Date(seconds * 1000).toISOString().replaceAll(/[-:T]|\..*/g, ''));
const svcParams = fc
  .tuple(
    fc.option(fc.array(octets(1, 9), { minLength: 1, maxLength: 3 })),
    fc.boolean(),
    fc.option(u16),
    fc.option(fc.array(ipv4, { minLength: 1, maxLength: 3 })),
    fc.option(base64),
    fc.option(octets(1, 20)),
  )
  .map(([alpn, bare, port, hints, ech, other]) => {
    const list = alpn?.map((id) =>
      [...id].flatMap((octet) => (octet === 0x2c || octet === 0x5c ? [0x5c, octet] : [octet])),
    );
    const joined = list?.flatMap((id, i) => (i === 0 ? id : [0x2c, ...id]));
    return [
      ...(joined ? [`alpn=${quote(Uint8Array.from(joined))}`] : []),
      ...(bare ? ['no-default-alpn'] : []),
      ...(port === null ? [] : [`port=${port}`]),
      ...(hints ? [`ipv4hint=${hints.join(',')}`] : []),
      ...(ech === null ? [] : [`ech=${ech}`]),
      ...(other ? [`key667=${quote(other)}`] : []),
    ].join(' ');
  });

/** The data of a record as joined words; empty words vanish, as they do in the codec. */
const words = (...parts: fc.Arbitrary<unknown>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((values) => values.flat().map(String).filter((word) => word !== '').join(' ')); // prettier-ignore

const RDATA: Record<string, fc.Arbitrary<string>> = {
  A: ipv4, AAAA: ipv6, NS: name, CNAME: name, PTR: name, DNAME: name, MX: words(u16, name),
  SOA: words(name, name, u32, u32, u32, u32, u32), TXT: words(fc.array(string, { minLength: 1, maxLength: 3 })),
  SRV: words(u16, u16, u16, name), CAA: words(u8, fc.constantFrom('issue', 'iodef'), string), DS: words(u16, u8, u8, hex),
  DNSKEY: words(u16, u8, u8, base64), RRSIG: words(type, u8, u8, u32, time, time, u16, name, base64),
  NSEC: words(name, bitmap), NSEC3: words(u8, u8, u16, hex, fc.constant('04HKAPS9'), bitmap),
  NAPTR: words(u16, u16, string, string, string, name), TLSA: words(u8, u8, u8, hex), URI: words(u16, u16, string),
  SVCB: words(u16, name, svcParams), HTTPS: words(u16, name, svcParams), HINFO: words(string, string),
  TYPE65534: octets(0, 40).map((data) => `\\# ${data.length} ${Buffer.from(data).toString('hex').toUpperCase()}`.trim()),
}; // prettier-ignore

const record = fc.constantFrom(...Object.keys(RDATA)).chain((kind) =>
  fc.record({
    name,
    type: fc.constant(kind),
    class: fc.constant('IN'),
    ttl: fc.integer({ min: 0, max: 0x7fffffff }),
    data: RDATA[kind] ?? fc.constant(''),
  }),
);
const records = fc.array(record, { maxLength: 5 });
const flags = fc.record({
  qr: fc.boolean(), aa: fc.boolean(), tc: fc.boolean(), rd: fc.boolean(),
  ra: fc.boolean(), z: fc.boolean(), ad: fc.boolean(), cd: fc.boolean(),
}); // prettier-ignore
const edns = fc.record({
  udpSize: u16,
  version: u8,
  dnssecOk: fc.boolean(),
  options: fc.array(fc.record({ code: u16, data: octets(0, 20) }), { maxLength: 3 }),
});
const message = fc.record({
  id: u16,
  flags,
  rcode: fc.integer({ min: 0, max: 0xfff }).map(rcodeName),
  question: fc.array(fc.record({ name, type, class: fc.constantFrom('IN', 'CH', 'CLASS4096') }), {
    maxLength: 2,
  }),
  answer: records,
  authority: records,
  additional: records,
  edns,
});

/** What of a decoded message can be encoded again. */
function outgoing({ edns: decoded, ...rest }: Message): OutgoingMessage {
  return { ...rest, ...(decoded && { edns: decoded }) };
}

/** A message may lose a compression target past 16 KiB or grow, never change: so compare what it says. */
function said({ size, trailing, opcode, ...rest }: Message): Omit<Message, 'size' | 'trailing' | 'opcode'> {
  expect(size).toBeGreaterThan(11);
  expect(trailing).toBeGreaterThanOrEqual(0);
  expect(opcode).not.toBe('');
  return rest;
}

function decodedOrRefused(bytes: Uint8Array): Message | undefined {
  try {
    return decodeMessage(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

describe(`properties of the DNS codec, ${numRuns} runs each`, () => {
  test('decode(encode(message)) is the message', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(message, (sent) => {
        const got = decodeMessage(encodeMessage(sent));
        expect({ ...got, edns: undefined }).toMatchObject({ ...sent, edns: undefined });
        expect(got.edns).toMatchObject(sent.edns);
        expect(got.trailing).toBe(0);
      }),
      { numRuns },
    );
  });

  test('decode(encodeQuery(query)) is the query', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(u16, name, type, fc.boolean(), fc.boolean(), u16, (id, asked, kind, rd, cd, udpSize) => {
        const query = {
          id,
          name: asked,
          type: kind,
          recursionDesired: rd,
          checkingDisabled: cd,
          edns: { udpSize, nsid: true },
        };
        const got = decodeMessage(encodeQuery(query));
        expect(got).toMatchObject({
          id,
          question: [{ name: asked, type: kind, class: 'IN' }],
          flags: { rd, cd, qr: false },
        });
        expect(got.edns).toMatchObject({ udpSize, options: [{ code: 3 }] });
      }),
      { numRuns },
    );
  });

  test('arbitrary octets decode or are refused', { timeout: TIMEOUT }, () => {
    fc.assert(
      fc.property(octets(0, 600), (bytes) => {
        expect(() => decodedOrRefused(bytes)).not.toThrow();
      }),
      { numRuns },
    );
  });

  test(
    'every truncation decodes or is refused, and only TC makes it decode to less',
    { timeout: TIMEOUT },
    () => {
      fc.assert(
        fc.property(message, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (sent, part) => {
          const whole = encodeMessage(sent);
          const cut = decodedOrRefused(whole.subarray(0, Math.floor(whole.length * part)));
          expect(cut === undefined || sent.flags.tc).toBe(true);
        }),
        { numRuns },
      );
    },
  );

  test(
    'a message with some octets changed decodes or is refused; what decodes can be encoded and says the same',
    { timeout: TIMEOUT },
    () => {
      const change = fc.record({ at: fc.nat(), to: u8 });
      fc.assert(
        fc.property(message, fc.array(change, { minLength: 1, maxLength: 8 }), (sent, changes) => {
          const bytes = encodeMessage(sent);
          for (const { at, to } of changes) bytes[at % bytes.length] = to;
          const got = decodedOrRefused(bytes);
          const again = got && decodeMessage(encodeMessage(outgoing(got)));
          expect(again && said(again)).toEqual(got && said(got));
        }),
        { numRuns },
      );
    },
  );
});
