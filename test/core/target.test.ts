import { describe, expect, test } from 'vitest';
import { BadInput } from '../../src/core/bad-input.ts';
import { isClusterOnly, serviceName } from '../../src/core/target/service-name.ts';
import { parseSource } from '../../src/core/target/source.ts';
import { parseTarget } from '../../src/core/target/target.ts';

/** The message of the BadInput that reading a text throws. */
function complaint(read: (text: string) => unknown, text: string): string {
  try {
    read(text);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  throw new Error(`${text} was read`);
}

describe('targets', () => {
  test.each([
    ['https://API.example.com', { host: 'api.example.com', port: 443, text: 'https://api.example.com/' }],
    ['https://x/y?z=1#f', { host: 'x', port: 443, url: 'https://x:443/y?z=1', text: 'https://x/y?z=1' }],
    [
      'rediss://cache.internal',
      { port: 6379, scheme: { name: 'rediss', guessed: false, scheme: { speaks: 'tls' } } },
    ],
    ['postgresql://db/app', { port: 5432, scheme: { scheme: { speaks: 'starttls', protocol: 'postgres' } } }],
    ['db.internal:5432', { host: 'db.internal', port: 5432, scheme: { name: 'postgres', guessed: true } }],
    ['db.internal:15432', { port: 15432, text: 'db.internal:15432' }],
    ['10.0.0.7:443', { host: '10.0.0.7', address: { family: 4 } }],
    ['[2001:DB8:0::1]:443', { host: '2001:db8::1', address: { family: 6 }, text: '[2001:db8::1]:443' }],
    ['https://[::1]:8443/', { host: '::1', port: 8443 }],
    ['redis.cache:6379', { service: { name: 'redis', namespace: 'cache', certainty: 'possible' } }],
    [
      'redis.cache.svc.cluster.local:6379',
      { service: { certainty: 'certain', clusterDomain: 'cluster.local' } },
    ],
    ['payments/api-7d9f:8080', { kind: 'pod', namespace: 'payments', name: 'api-7d9f', port: 8080 }],
    [
      'payments/deploy/api@app:8080',
      { kind: 'workload', workload: 'Deployment', name: 'api', container: 'app', port: 8080 },
    ],
    ['i-0123456789abcdef0:22', { kind: 'aws', resource: 'instance', port: 22 }],
  ])('%s', (text, expected) => {
    expect(parseTarget(text)).toMatchObject(expected);
  });

  test.each([
    ['', 'empty'],
    ['example.com', 'Which port? Send example.com:PORT'],
    ['::1', 'Which port? Send [::1]:PORT'],
    ['2001:db8::1:443', 'Which port?'],
    ['example.com:0', '1 to 65535'],
    ['example.com:65536', '1 to 65535'],
    ['example.com:https', '1 to 65535'],
    ['example.com:+80', '1 to 65535'],
    ['example.com:', '1 to 65535'],
    ['-oProxyCommand=x:22', 'cannot start with "-"'],
    ['https://-x/', 'cannot start with "-"'],
    ['2130706433:80', 'four decimal octets'],
    ['http://2130706433/', 'four decimal octets'],
    ['http://0x7f.1/', 'Not a host name'],
    ['http://127.1/', 'four decimal octets'],
    ['[127.0.0.1]:80', 'Brackets hold an IPv6 address'],
    ['[::1:80', 'Brackets hold an IPv6 address'],
    ['https://user:hunter2@example.com/', 'credentials'],
    ['grpc://api', 'has no default port'],
    ['file:///etc/passwd', 'scheme is not known'],
    ['javascript://x', 'scheme is not known'],
    ['constructor://x', 'scheme is not known'],
    ['https://', 'empty'],
    ['a b:80', 'no spaces or control characters'],
    ['a\u202eb:80', 'no spaces or control characters'],
    ['a\x1b[2J:80', 'no spaces or control characters'],
    ['payments/deploy/api', 'Which port? Send payments/deployment/api:PORT'],
    ['payments/widget/api:80', 'kind between the slashes is not known'],
    ['Payments/api:80', 'lower-case'],
    ['i-0123456789abcdef0', 'Which port?'],
  ])('%j is turned down: %s', (text, why) => {
    const message = complaint(parseTarget, text);
    expect(message).toContain(why);
    expect(message).not.toContain('hunter2');
  });

  test('a URL with credentials is shown without them', () => {
    expect(complaint(parseTarget, 'amqps://guest:hunter2@mq.internal:5671/v')).toBe(
      'The URL carries credentials. Send it without them, e.g. amqps://mq.internal:5671/.',
    );
  });

  test('a secret in the query is not in the text of the target', () => {
    expect(parseTarget('https://x/cb?token=hunter2&a=b').text).toBe('https://x/cb?token=REDACTED&a=b');
  });

  test('a megabyte is turned down by its length', () => {
    expect(complaint(parseTarget, 'a'.repeat(1_000_000))).toContain(
      'at most 2048 characters; this has 1000000',
    );
  });
});

describe('sources', () => {
  test.each([
    ['local', { kind: 'local' }],
    ['10.1.4.7', { kind: 'address', address: { family: 4 } }],
    ['payments/api-7d9f', { kind: 'pod' }],
    ['payments/sts/db@app', { kind: 'workload', workload: 'StatefulSet', container: 'app' }],
    ['node/ip-10-0-3-12', { kind: 'node', name: 'ip-10-0-3-12' }],
    ['eni-0123abcd', { kind: 'aws', resource: 'network-interface' }],
  ])('%s', (text, expected) => {
    expect(parseSource(text)).toMatchObject(expected);
  });

  test.each([
    '',
    'api',
    '-n/kube-system',
    'a/b/c/d',
    'a/b@c@d',
    'a/b@C',
    '127.1',
    'ns/../x',
    'ns/po d',
    'LOCAL',
  ])('%j is turned down', (text) => {
    expect(complaint(parseSource, text)).toMatch(/Send /);
  });
});

describe('service names', () => {
  test.each([
    'redis.cache.svc',
    'redis.cache.svc.',
    'redis.cache.svc.cluster.local',
    'x.cluster.local',
    'a.b.c.SVC',
  ])('%s resolves in a cluster only', (name) => {
    expect(isClusterOnly(name)).toBe(true);
  });
  test.each([
    'redis.cache',
    'svc.example.com',
    'example.com',
    'localhost',
    'a.b.c.svc.d.e.f.'.slice(4, 11),
    '10.0.0.1',
  ])('%s may resolve anywhere', (name) => {
    expect(isClusterOnly(name)).toBe(false);
  });
  test('a pod of a headless Service', () => {
    expect(serviceName('db-0.db.prod.svc.cluster.local')).toEqual({
      pod: 'db-0',
      name: 'db',
      namespace: 'prod',
      certainty: 'certain',
      clusterDomain: 'cluster.local',
    });
  });
});
