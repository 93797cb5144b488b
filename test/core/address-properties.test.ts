import { BlockList, isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contains, formatCidr, parseCidr } from '../../src/core/address/cidr.ts';
import { formatIp, type IpAddress, parseIp } from '../../src/core/address/ip.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

const v4 = fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }).map((value): IpAddress => ({ family: 4, value }));
// Runs of zero and of one bits, as real addresses have them.
const v6 = fc
  .array(fc.oneof(fc.constantFrom(0, 0, 0, 0xffff), fc.integer({ min: 0, max: 0xffff })), {
    minLength: 8,
    maxLength: 8,
  })
  .map((groups): IpAddress => ({
    family: 6,
    value: groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n),
  }));
const address = fc.oneof(v4, v6);

// Texts that are nearly addresses: real ones, and real ones with something changed.
const written = fc.oneof(
  fc.ipV4(),
  fc.ipV4Extended(),
  fc.ipV6(),
  address.map(formatIp),
  fc.string({ unit: fc.constantFrom(...'0123456789abcdefABCDEFgx:.%[]-/ \0'), maxLength: 45 }),
  fc
    .array(
      fc.constantFrom('0', '1', 'ffff', '00000', '255', '256', '01', ':', '::', '.', '%', 'eth0', '1.2.3.4'),
      {
        maxLength: 14,
      },
    )
    .map((parts) => parts.join('')),
);
const mutated = fc
  .tuple(
    written,
    fc.nat(50),
    fc.nat(2),
    fc.constantFrom('', '0', ':', '.', '%', 'g', ' ', '\n', '%eth0', '::'),
  )
  .map(([text, at, cut, put]) => text.slice(0, at) + put + text.slice(at + cut));
const nearly = fc.oneof(written, mutated).filter((text) => text.length <= 100);

const mappedV6 = ({ family, value }: IpAddress): boolean => family === 6 && value >> 32n === 0xffffn;

describe('addresses', () => {
  test(
    'are read exactly when net.isIP reads them',
    () => {
      fc.assert(
        fc.property(nearly, (text) => {
          expect([text, parseIp(text)?.family ?? 0]).toEqual([text, isIP(text)]);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'are written so that they are read back, once and for all',
    () => {
      fc.assert(
        fc.property(address, (ip) => {
          const text = formatIp(ip);
          expect(parseIp(text)).toEqual(ip);
          expect(isIP(text)).toBe(ip.family);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'are written in the canonical form, as the URL standard has it (RFC 5952)',
    () => {
      fc.assert(
        fc.property(address, (ip) => {
          fc.pre(!mappedV6(ip));
          const host = ip.family === 6 ? `[${formatIp(ip)}]` : formatIp(ip);
          expect(host).toBe(new URL(`http://${host}`).hostname);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test.each([
    ['::FFFF:1.2.3.4', '::ffff:1.2.3.4'],
    ['::ffff:0102:0304', '::ffff:1.2.3.4'],
    ['2001:0DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['fe80::1%eth0', 'fe80::1%eth0'],
    ['::1.2.3.4', '::102:304'],
  ])('%s is written %s', (text, canonical) => {
    expect(formatIp(parseIp(text) ?? { family: 4, value: 0n })).toBe(canonical);
  });

  // What inet_aton(3), browsers and other programs read as 127.0.0.1 or worse.
  test.each([
    '2130706433',
    '0x7f000001',
    '0x7f.1',
    '127.1',
    '017700000001',
    '127.0.0.01',
    '127.0.0.1.',
    '1.2.3.4/32',
  ])('%s is no address', (text) => {
    expect(parseIp(text)).toBeUndefined();
  });
});

describe('networks', () => {
  const network = address.chain((ip) =>
    fc.nat(ip.family === 4 ? 32 : 128).map((prefix) => `${formatIp(ip)}/${prefix}`),
  );

  test(
    'are read back from their canonical text, which has no host bits',
    () => {
      fc.assert(
        fc.property(network, (text) => {
          const cidr = parseCidr(text);
          if (!cidr) throw new Error(`${text} was not read`);
          expect(parseCidr(formatCidr(cidr))).toEqual(cidr);
          expect(contains(cidr, { family: cidr.family, value: cidr.value })).toBe(true);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'contain what net.BlockList says they contain',
    () => {
      fc.assert(
        fc.property(network, address, fc.nat(128), (text, other, shift) => {
          const cidr = parseCidr(text);
          if (!cidr) throw new Error(`${text} was not read`);
          // Half of the time an address that shares some leading bits.
          const width = cidr.family === 4 ? 32 : 128;
          const near = cidr.value ^ (1n << BigInt(shift % width));
          for (const ip of [other, { family: cidr.family, value: near }]) {
            // BlockList takes an IPv4-mapped address for an IPv4 one; here families never cross.
            if (mappedV6(ip) || mappedV6(cidr)) continue;
            const list = new BlockList();
            const name = cidr.family === 4 ? 'ipv4' : 'ipv6';
            list.addSubnet(formatIp(cidr), cidr.prefix, name);
            const expected = ip.family === cidr.family && list.check(formatIp(ip), name);
            expect([text, formatIp(ip), contains(cidr, ip)]).toEqual([text, formatIp(ip), expected]);
          }
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test.each([
    '10.0.0.0/33',
    '10.0.0.0/',
    '10.0.0.0/08',
    '10.0.0.0/8/8',
    '::/129',
    '::/-1',
    'fe80::%eth0/64',
    '/8',
    '',
  ])('"%s" is no network', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });
});
