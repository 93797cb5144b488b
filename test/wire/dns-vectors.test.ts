import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../src/wire/dns/decode-error.ts';
import { decodeMessage } from '../../src/wire/dns/decode-message.ts';
import { EncodeError } from '../../src/wire/dns/encode-error.ts';
import { encodeMessage } from '../../src/wire/dns/encode-message.ts';
import { encodeQuery } from '../../src/wire/dns/encode-query.ts';

const bytes = (hex: string): Uint8Array => Buffer.from(hex.replaceAll(/\s/g, ''), 'hex');
const hex = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

/** A reply with one record in the answer: type, class IN, ttl 60, and this RDATA. */
function reply(type: number, rdata: string, { rclass = 1 } = {}): Uint8Array {
  const data = bytes(rdata);
  const word = (n: number): string => n.toString(16).padStart(4, '0');
  return bytes(
    `0001 8400 0000 0001 0000 0000 00 ${word(type)} ${word(rclass)} 0000003c ${word(data.length)} ${hex(data)}`,
  );
}

const dataOf = (octets: Uint8Array): string | undefined => decodeMessage(octets).answer[0]?.data;

describe('encodeQuery', () => {
  test('a plain query, octet by octet', () => {
    const query = encodeQuery({ id: 0x1234, name: 'www.example.com', type: 'aaaa', recursionDesired: true });
    expect(hex(query)).toBe('12340100000100000000000003777777076578616d706c6503636f6d00001c0001');
  });

  test('CD, AD, DO, NSID and padding are in their places', () => {
    const query = encodeQuery({
      id: 1, name: '.', type: 'TYPE65534', authenticData: true, checkingDisabled: true,
      edns: { udpSize: 1232, dnssecOk: true, nsid: true, padding: 2 },
    }); // prettier-ignore
    expect(hex(query)).toBe(
      '000100300001000000000001' + '00fffe0001' + '00002904d000008000000a' + '00030000' + '000c00020000',
    );
  });

  test.each([
    ['a label longer than 63 octets', { name: 'a'.repeat(64), type: 'A' }],
    ['a name longer than 255 octets', { name: 'abcdefg.'.repeat(32), type: 'A' }],
    ['a name with an empty label', { name: 'a..b', type: 'A' }],
    ['a name with an empty label', { name: '', type: 'A' }],
    ['a broken escape', { name: 'a\\', type: 'A' }],
    ['at most \\255', { name: 'a\\256', type: 'A' }],
    ['no such record type', { name: 'a', type: 'constructor' }],
    ['no such record type', { name: 'a', type: 'TYPE65536' }],
  ])('%s is refused', (reason, question) => {
    expect(() => encodeQuery({ id: 1, ...question })).toThrow(EncodeError);
    expect(() => encodeQuery({ id: 1, ...question })).toThrow(reason);
  });
});

describe('decodeMessage', () => {
  test('the example of RFC 1035 section 4.1.4: compressed names', () => {
    // F.ISI.ARPA at 20, FOO.F.ISI.ARPA at 40 by pointer, ARPA at 64 by pointer, the root at 92: as questions.
    const names =
      '0146 03495349 0441525041 00 0001 0001' + '03464f4f c00c 0001 0001' + 'c012 0001 0001' + '00 0001 0001';
    const { question } = decodeMessage(bytes(`0000 0000 0004 0000 0000 0000 ${names}`));
    expect(question.map(({ name }) => name)).toEqual(['F.ISI.ARPA.', 'FOO.F.ISI.ARPA.', 'ARPA.', '.']);
  });

  test('every flag has its own bit', () => {
    const flagsOf = (word: string): string[] =>
      Object.entries(decodeMessage(bytes(`0000 ${word} 0000 0000 0000 0000`)).flags)
        .filter(([, set]) => set)
        .map(([name]) => name);
    expect(['8000', '0400', '0200', '0100', '0080', '0040', '0020', '0010'].map(flagsOf)).toEqual([
      ['qr'], ['aa'], ['tc'], ['rd'], ['ra'], ['z'], ['ad'], ['cd'],
    ]); // prettier-ignore
  });

  test('the extended rcode is joined, EDE, NSID and DO are read', () => {
    // version 0, extended rcode 1 and low 0: BADVERS. EDE 18 with a null-terminated text, NSID "ns1", option 10 raw.
    const opt =
      '00 0029 04d0 01008000 0017' + '000f 0005 0012 6e6f00' + '0003 0003 6e7331' + '000a 0003 010203';
    const { rcode, edns, additional } = decodeMessage(bytes(`0000 8000 0000 0000 0000 0001 ${opt}`));
    expect({ rcode, additional }).toEqual({ rcode: 'BADVERS', additional: [] });
    expect(edns).toMatchObject({
      udpSize: 1232,
      version: 0,
      dnssecOk: true,
      extendedErrors: [{ code: 18, purpose: 'Prohibited', text: 'no' }],
    });
    expect(Buffer.from(edns?.nsid ?? []).toString()).toBe('ns1');
    expect(edns?.options.map(({ code }) => code)).toEqual([15, 3, 10]);
  });

  test.each([
    ['A', 1, 'c0000201', '192.0.2.1'],
    ['AAAA', 28, '20010db8000000000000000000000001', '2001:db8::1'],
    ['AAAA, the first of two equal runs', 28, '20010db8000000000001000000000001', '2001:db8::1:0:0:1'],
    ['AAAA, a single zero group stays', 28, '20010db8000000010001000100010001', '2001:db8:0:1:1:1:1:1'],
    ['AAAA, v4-mapped', 28, '00000000000000000000ffffa9fea9fe', '::ffff:169.254.169.254'],
    ['SOA', 6, '026e7300 00 00000001 00000002 00000003 00000004 00000005', 'ns. . 1 2 3 4 5'],
    ['MX', 15, '000a 046d61696c00', '10 mail.'],
    ['TXT', 16, '03612262 00 025c1b', '"a\\"b" "" "\\\\\\027"'],
    ['SRV', 33, '0001 0002 01bb 00', '1 2 443 .'],
    ['CAA', 257, '00 056973737565 63612e6578616d706c65', '0 issue "ca.example"'],
    ['DS', 43, 'ec45 0d 02 a1b2', '60485 13 2 A1B2'],
    ['DNSKEY', 48, '0101 03 0d 01020304', '257 3 13 AQIDBA=='],
    ['RRSIG', 46, '0001 05 03 00015180 3e7c9dd7 3e5510d7 0a8e 076578616d706c6503636f6d00 01',
      'A 5 3 86400 20030322173103 20030220173103 2702 example.com. AQ=='],
    ['RRSIG after 2038, in a leap year', 46, '0001 05 03 00015180 ffffffff ed4f517f 0a8e 00 01',
      'A 5 3 86400 21060207062815 20960229235959 2702 . AQ=='],
    ['NSEC of RFC 4034 section 4.3', 47,
      '04686f7374076578616d706c6503636f6d00 0006400100000003 041b 000000000000000000000000000000000000000000000000000020',
      'host.example.com. A MX RRSIG NSEC TYPE1234'],
    ['NSEC3', 50, '01 00 000c 04 aabbccdd 05 0123456789 0001 40', '1 0 12 AABBCCDD 04HKAPS9 A'],
    ['NSEC3 without salt or types', 50, '01 00 0000 00 05 ffffffffff', '1 0 0 - VVVVVVVV'],
    ['TLSA', 52, '03 01 01 d2ab', '3 1 1 D2AB'],
    ['NAPTR', 35, '0064 000a 0155 074532552b736970 00 00', '100 10 "U" "E2U+sip" "" .'],
    ['HTTPS in alias mode', 65, '0000 03777777 00', '0 www.'],
    ['SVCB with parameters', 64, '0001 00 0000 0004 0001 0003 0001 0006 026832 026833 0002 0000 0003 0002 01bb 0004 0004 c0000201',
      '1 . mandatory=alpn,port alpn="h2,h3" no-default-alpn port=443 ipv4hint=192.0.2.1'],
    ['SVCB with a comma in an ALPN id (RFC 9460 figure 10)', 64, '0001 00 0001 000c 08 66 5c 6f 6f 2c 62 61 72 02 68 32',
      '1 . alpn="f\\\\\\\\oo\\\\,bar,h2"'],
    ['SVCB with an unknown key', 65, '0001 00 029b 0003 61ff20', '1 . key667="a\\255 "'],
    ['an unknown type', 65534, 'dead', '\\# 2 DEAD'],
    ['an unknown type without data', 65534, '', '\\# 0'],
    ['a known type without data', 1, '', '\\# 0'],
  ])('%s', (_what, type, rdata, text) => {
    expect(dataOf(reply(type, rdata))).toBe(text);
    const [record] = decodeMessage(reply(type, rdata)).answer;
    expect(hex(encodeMessage({ id: 1, flags: { qr: true, aa: true }, answer: record ? [record] : [] }))).toBe(hex(reply(type, rdata)));
  }); // prettier-ignore

  test('the format of a type holds in class IN only', () => {
    expect(dataOf(reply(1, 'c0000201', { rclass: 3 }))).toBe('\\# 4 C0000201');
  });

  test('hostile labels are visible: dots, spaces, escapes, high octets', () => {
    const name = '07 2e205c1b5b6dff 09 e280ae 00 22 28 0a 3b 40 00';
    const { question } = decodeMessage(bytes(`0000 0000 0001 0000 0000 0000 ${name} 0001 0001`));
    expect(question[0]?.name).toBe('\\.\\032\\\\\\027[m\\255.\\226\\128\\174\\000\\"\\(\\010\\;\\@.');
  });

  test('a ttl with the top bit set is zero (RFC 2181 section 8)', () => {
    const message = bytes('0000 8000 0000 0001 0000 0000 00 0001 0001 80000001 0004 7f000001');
    expect(decodeMessage(message).answer[0]?.ttl).toBe(0);
  });

  test('with TC the message may be cut inside a record; without TC it is an error', () => {
    const records = '00 0001 0001 00000001 0004 c0000201' + '00 0001 0001 00000001 0004 c0';
    const { answer, flags } = decodeMessage(bytes(`0000 8200 0000 0002 0000 0000 ${records}`));
    expect(flags.tc).toBe(true);
    expect(answer.map(({ data }) => data)).toEqual(['192.0.2.1']);
    expect(() => decodeMessage(bytes(`0000 8000 0000 0002 0000 0000 ${records}`))).toThrow(DecodeError);
  });

  test('octets behind the last record are counted', () => {
    expect(decodeMessage(bytes('0000 8000 0000 0000 0000 0000 ffff')).trailing).toBe(2);
  });
});
