import { describe, expect, test } from 'vitest';
import { BadInput } from '../../src/core/bad-input.ts';
import { hostAlone } from '../../src/core/host-alone.ts';
import { tools } from '../../src/tools/index.ts';

const complaint = (text: string, keys: { host: string; port?: string }): string | undefined => {
  try {
    hostAlone(text, keys);
    return undefined;
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
};

describe('a host that does not stand alone is told the keys for its parts', () => {
  const keys = { host: 'host', port: 'ports' };
  test.each<[string, string]>([
    [
      'db.internal:5432',
      'Send host db.internal and ports 5432 (on the command line: db.internal --ports 5432).',
    ],
    [
      '[2001:db8::1]:443',
      'Send host 2001:db8::1 and ports 443 (on the command line: 2001:db8::1 --ports 443).',
    ],
    ['10.0.0.7:80', 'Send host 10.0.0.7 and ports 80 (on the command line: 10.0.0.7 --ports 80).'],
    [
      'https://api.example.com/v1?q=1',
      'Send host api.example.com and ports 443 (on the command line: api.example.com --ports 443).',
    ],
    [
      'redis://cache.internal',
      'Send host cache.internal and ports 6379 (on the command line: cache.internal --ports 6379).',
    ],
    [
      'https://u:pw@api.example.com:8443',
      'Send host api.example.com and ports 8443 (on the command line: api.example.com --ports 8443).',
    ],
    ['grpc://api.example.com', 'Send host api.example.com.'],
    ['api.example.com/health', 'Send host api.example.com.'],
    ['[::1]', 'Send host ::1.'],
  ])('%s', (text, instead) => {
    expect(complaint(text, keys)).toContain(instead);
    expect(complaint(text, keys)).not.toContain('pw');
  });

  test.each(['db.internal:99999', '-x:443', 'a b:1', 'http://', ':443', '::1:443x', 'constructor://'])(
    '%s has no host that could be named',
    (text) => {
      expect(complaint(text, keys)).toMatch(/e\.g\. db\.internal\.$/);
    },
  );

  test('where a port has no place it is left out', () => {
    expect(complaint('api.example.com:443', { host: 'name' })).toMatch(/Send name api\.example\.com\.$/);
  });

  test.each(['db.internal', '10.0.0.7', '2001:db8::1', '_sip._tcp.example.com.'])('%s is fine', (text) => {
    expect(complaint(text, keys)).toBe(undefined);
  });
});

test.each([
  ['tcp_probe', { host: 'db.internal:5432', ports: [5432] }, /--ports 5432/],
  ['tls_inspect', { host: 'db.internal:5432' }, /--port 5432/],
  ['tls_inspect', { host: 'https://db.internal' }, /--port 443/],
  ['dns_lookup', { name: 'https://db.internal/' }, /Send name db\.internal\./],
  ['http_probe', { url: 'db.internal:8080/health' }, /http:\/\/db\.internal:8080\//],
  ['http_probe', { url: 'http://db.internal/', address: '10.0.0.7:80' }, /without a port/],
])('%s %o', (name, input, words) => {
  const tool = tools.find((one) => one.name === name);
  const { error } = tool?.input.safeParse(input) ?? {};
  expect(error?.issues.map(({ message }) => message).join(' ')).toMatch(words);
});
