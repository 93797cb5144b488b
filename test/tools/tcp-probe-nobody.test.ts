import { describe, expect, test } from 'vitest';
import { candidates, nobodyFor } from '../../src/tools/tcp-probe/nobody.ts';

const host = (addresses: string[] = [], specific: string[] = []) => ({
  interfaces: [{ name: 'eth0', addresses, up: true }],
  routes: [
    ...specific.map((to) => ({ to, from: '10.0.0.1', specific: true })),
    { to: '192.0.2.1', from: '10.0.0.1', specific: false },
  ],
});

describe('an address that nobody has', () => {
  test.each<[string, string[], ReturnType<typeof host> | undefined, string | undefined]>([
    ['is of the first documentation network', ['10.0.0.7'], host(['10.0.0.1']), '192.0.2.1'],
    ['even where the host is not seen', ['10.0.0.7'], undefined, '192.0.2.1'],
    ['not where this host lives', ['10.0.0.7'], host(['192.0.2.77']), '198.51.100.1'],
    ['not where a route leads', ['10.0.0.7'], host([], ['192.0.2.1']), '198.51.100.1'],
    ['not where the target lives', ['192.0.2.10'], host(), '198.51.100.1'],
    ['the third when two are in use', ['192.0.2.10'], host([], ['198.51.100.1']), '203.0.113.1'],
    ['none when all are', ['192.0.2.10'], host(['203.0.113.9'], ['198.51.100.1']), undefined],
    ['of IPv6 for targets that have nothing else', ['fd00::7'], host(), '2001:db8::1'],
    ['of IPv6 elsewhere when the target is there', ['2001:db8:77::7'], host(), '3fff::1'],
    ['of IPv4 when one target has it', ['fd00::7', '10.0.0.7'], host(), '192.0.2.1'],
  ])('%s', (_, targets, seen, expected) => expect(nobodyFor(targets, seen)).toBe(expected));

  test('routes are asked for those of the family only', () => {
    expect(candidates(['10.0.0.7'])).toEqual(['192.0.2.1', '198.51.100.1', '203.0.113.1']);
    expect(candidates(['fd00::7'])).toEqual(['2001:db8::1', '3fff::1']);
  });
});
