import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Cidr, parseCidr } from '../../src/core/address/cidr.ts';
import { formatIp, parseIp } from '../../src/core/address/ip.ts';
import { addressPolicy, isLoopback, isPrivate } from '../../src/core/address/policy.ts';

const cidr = (text: string): Cidr => {
  const parsed = parseCidr(text);
  if (!parsed) throw new Error(`${text} is no network`);
  return parsed;
};
const policy = (flags: { allow?: string[]; deny?: string[] } = {}) =>
  addressPolicy({ allow: (flags.allow ?? []).map(cidr), deny: (flags.deny ?? []).map(cidr) });

const REFUSED_V4 = [
  ['169.254.0.0', '169.254.0.0/16'],
  ['169.254.169.254', '169.254.0.0/16'],
  ['169.254.170.2', '169.254.0.0/16'],
  ['169.254.255.255', '169.254.0.0/16'],
  ['100.100.100.200', '100.100.100.200/32'],
  ['168.63.129.16', '168.63.129.16/32'],
  ['192.0.0.192', '192.0.0.192/32'],
  ['0.0.0.0', '0.0.0.0/8'],
  ['0.1.2.3', '0.0.0.0/8'],
  ['224.0.0.1', '224.0.0.0/4'],
  ['239.255.255.255', '224.0.0.0/4'],
  ['255.255.255.255', '255.255.255.255/32'],
] as const;

const REFUSED_V6 = [
  ['fe80::1', 'fe80::/10'],
  ['fe80::1%eth0', 'fe80::/10'],
  ['febf:ffff::1', 'fe80::/10'],
  ['fd00:ec2::254', 'fd00:ec2::/32'],
  ['fd00:ec2:ffff::1', 'fd00:ec2::/32'],
  ['fd20:ce::254', 'fd20:ce::254/128'],
  ['::', '::/128'],
  ['ff02::1', 'ff00::/8'],
] as const;

/** The forms in which an IPv6 address can carry an IPv4 one. */
const CARRIERS = {
  'IPv4-mapped': (v4: bigint) => (0xffffn << 32n) | v4,
  'IPv4-compatible': (v4: bigint) => v4,
  NAT64: (v4: bigint) => (0x64ff9bn << 96n) | v4,
  '6to4': (v4: bigint) => (0x2002n << 112n) | (v4 << 80n),
  '6to4 with a subnet and host': (v4: bigint) =>
    (0x2002n << 112n) | (v4 << 80n) | 0xabcd_0000_0000_0000_0001n,
};
const value = (address: string): bigint => parseIp(address)?.value ?? 0n;
const carried = (form: keyof typeof CARRIERS, v4: string): string =>
  formatIp({ family: 6, value: CARRIERS[form](value(v4)) });
const FORMS = Object.keys(CARRIERS) as (keyof typeof CARRIERS)[];

describe('refused by default', () => {
  test.each([...REFUSED_V4, ...REFUSED_V6])('%s by %s', (address, rule) => {
    expect(policy().refusal(address)).toContain(`${rule} is refused by default`);
  });

  test.each(FORMS.flatMap((form) => REFUSED_V4.map(([v4, rule]) => [v4, form, rule] as const)))(
    '%s as %s',
    (v4, form, rule) => {
      const address = carried(form, v4);
      // 0.0.0.0 as IPv4-compatible is the unspecified address itself.
      expect(policy().refusal(address)).toContain(address === '::' ? '::/128' : rule);
    },
  );

  test('what is no address', () => {
    for (const text of ['', 'localhost', '2130706433', '0xa9fea9fe', '169.254.43518', '169.254.169.254.']) {
      expect(policy().refusal(text)).toBe('not an IP address');
    }
  });
});

describe('allowed by default', () => {
  test.each([
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '127.0.0.1',
    '::1',
    'fd00::1',
    'fd00:ec3::1',
    'fd20:ce::253',
    'fec0::1',
    '169.253.255.255',
    '169.255.0.0',
    '168.63.129.15',
    '192.0.0.191',
    '223.255.255.255',
    '2001:db8::1',
    '::ffff:10.0.0.1',
    '64:ff9b::8.8.8.8',
    '64:ff9b:1::8.8.8.8',
    '64:ff9b:2::a9fe:a9fe',
    '2002:a00:1::1',
  ])('%s', (address) => {
    expect(policy().refusal(address)).toBeUndefined();
  });
});

test.each(['64:ff9b:1::a9fe:a9fe', '64:ff9b:1:fffe::a9fe:a9fe', '::ffff:0:a9fe:a9fe'])(
  '%s carries the metadata address through a translator',
  (address) => expect(policy().refusal(address)).toContain('169.254.0.0/16'),
);

describe('the most specific rule decides', () => {
  const METADATA = '169.254.169.254';
  test('a start-up flag opens a range inside a refused one, and no more', () => {
    const open = policy({ allow: ['169.254.20.0/24'] });
    expect(open.refusal('169.254.20.10')).toBeUndefined();
    expect(open.refusal(METADATA)).toContain('169.254.0.0/16');
  });
  test('allowing a wider range does not open what is refused inside it', () => {
    expect(policy({ allow: ['0.0.0.0/0', '::/0'] }).refusal(METADATA)).toContain('169.254.0.0/16');
  });
  test('the flag wins over a default of the same length', () => {
    expect(policy({ allow: ['169.254.0.0/16'] }).refusal(METADATA)).toBeUndefined();
  });
  test('deny wins over allow of the same length, wherever it stands', () => {
    const both = policy({ allow: ['10.0.0.0/8'], deny: ['10.0.0.0/8'] });
    expect(both.refusal('10.1.2.3')).toBe('--deny-cidr 10.0.0.0/8');
  });
  test('an allowed network inside a denied one stays open, and a denied one inside it shut', () => {
    const nested = policy({ allow: ['10.1.0.0/16'], deny: ['10.0.0.0/8', '10.1.2.0/24'] });
    expect(nested.refusal('10.1.3.1')).toBeUndefined();
    expect(nested.refusal('10.1.2.1')).toBe('--deny-cidr 10.1.2.0/24');
    expect(nested.refusal('10.9.9.9')).toBe('--deny-cidr 10.0.0.0/8');
  });
  test('denying everything but one network', () => {
    const only = policy({ allow: ['192.0.2.0/24'], deny: ['0.0.0.0/0', '::/0'] });
    expect(only.refusal('192.0.2.7')).toBeUndefined();
    expect(only.refusal('198.51.100.7')).toBe('--deny-cidr 0.0.0.0/0');
    expect(only.refusal('2001:db8::1')).toBe('--deny-cidr ::/0');
    // It carries an allowed address, and is itself denied.
    expect(only.refusal('::ffff:192.0.2.7')).toBe('--deny-cidr ::/0');
  });
  test.each(FORMS)('a denied IPv4 network is denied as %s', (form) => {
    expect(policy({ deny: ['198.51.100.0/24'] }).refusal(carried(form, '198.51.100.7'))).toBe(
      '--deny-cidr 198.51.100.0/24',
    );
  });
  test('an IPv4 address that is refused stays refused, whatever IPv6 form is allowed', () => {
    const open = policy({ allow: ['::/0', '::ffff:0:0/96', '2002::/16', '64:ff9b::/96'] });
    for (const form of FORMS) expect(open.refusal(carried(form, METADATA))).toContain('169.254.0.0/16');
  });

  test('of random rules too', () => {
    const rule = fc.record({ allow: fc.boolean(), prefix: fc.nat(32) });
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 8 }), fc.nat(0xffffffff), (rules, number) => {
        const ip = formatIp({ family: 4, value: BigInt(number) });
        fc.pre(policy().refusal(ip) === undefined);
        const text = (prefix: number): string => `${ip}/${prefix}`;
        const longest = Math.max(-1, ...rules.map((one) => one.prefix));
        const denied = rules.some((one) => one.prefix === longest && !one.allow);
        const made = policy({
          allow: rules.filter((one) => one.allow).map((one) => text(one.prefix)),
          deny: rules.filter((one) => !one.allow).map((one) => text(one.prefix)),
        });
        expect(made.refusal(ip) !== undefined).toBe(denied);
      }),
      { numRuns: Number(process.env['FUZZ_RUNS'] ?? 500) },
    );
  }, 600_000);
});

describe('kinds of addresses', () => {
  test.each(['127.0.0.1', '127.255.255.254', '::1', '::ffff:127.0.0.1'])('%s is loopback', (address) => {
    expect(isLoopback(address)).toBe(true);
  });
  test.each(['128.0.0.1', '126.255.255.255', '::2', '::ffff:128.0.0.1', 'localhost', '127.1', '::127.0.0.1'])(
    '%s is not loopback',
    (address) => {
      expect(isLoopback(address)).toBe(false);
    },
  );
  test.each(['10.0.0.0', '172.31.255.255', '192.168.0.1', '100.127.255.255', 'fc00::1', 'fdff::1'])(
    '%s is private',
    (address) => {
      expect(isPrivate(address)).toBe(true);
    },
  );
  test.each(['11.0.0.0', '172.32.0.0', '192.169.0.1', '100.128.0.0', 'fe00::1', '8.8.8.8', 'x'])(
    '%s is not private',
    (address) => {
      expect(isPrivate(address)).toBe(false);
    },
  );
});

describe('networks that are refused for a reason of the moment', () => {
  const serving = (allow: string[] = []) =>
    addressPolicy({
      allow: allow.map(cidr),
      refused: [['127.0.0.0/8', 'loopback: of the machine that serves']],
    });
  test('are refused with that reason, in every form', () => {
    for (const address of ['127.0.0.1', '::ffff:127.0.0.1', '64:ff9b::7f00:1'])
      expect(serving().refusal(address)).toContain('of the machine that serves');
    expect(serving().refusal('10.0.0.1')).toBeUndefined();
  });
  test('are allowed by a flag for the same network, or a narrower one', () => {
    expect(serving(['127.0.0.0/8']).refusal('127.0.0.1')).toBeUndefined();
    expect(serving(['127.0.0.2/32']).refusal('127.0.0.2')).toBeUndefined();
    expect(serving(['127.0.0.2/32']).refusal('127.0.0.1')).toBeDefined();
    expect(serving(['0.0.0.0/0']).refusal('127.0.0.1')).toBeDefined();
  });
});
