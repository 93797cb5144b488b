import { describe, expect, test } from 'vitest';
import { matchNoProxy } from '../../src/core/no-proxy-match.ts';
import { proxyDecision, proxyFor } from '../../src/core/no-proxy.ts';
import { proxyEnvironment } from '../../src/core/proxy-environment.ts';

type Env = Record<string, string>;
const way = (env: Env, url: string) => proxyFor(url, proxyEnvironment(env))?.url;
const decide = (env: Env, url: string) => proxyDecision(url, proxyEnvironment(env));

describe('which variable decides', () => {
  const P = 'http://proxy.test:3128';
  test.each<[Env, string, string | undefined]>([
    [{ http_proxy: P }, 'http://a.test/', P],
    [{ http_proxy: P }, 'https://a.test/', undefined],
    [{ HTTP_PROXY: P }, 'http://a.test/', undefined],
    [{ http_proxy: '', HTTP_PROXY: P }, 'http://a.test/', undefined],
    [{ HTTPS_PROXY: P }, 'https://a.test/', P],
    [{ https_proxy: '', HTTPS_PROXY: P }, 'https://a.test/', P],
    [{ https_proxy: 'http://lower.test:1', HTTPS_PROXY: P }, 'https://a.test/', 'http://lower.test:1'],
    [{ all_proxy: P }, 'http://a.test/', P],
    [{ ALL_PROXY: P }, 'https://a.test/', P],
    [{ all_proxy: P, https_proxy: 'http://own.test:1' }, 'https://a.test/', 'http://own.test:1'],
    [{ http_proxy: P }, 'ws://a.test/', P],
    [{ https_proxy: P }, 'wss://a.test/', P],
    [{ http_proxy: 'proxy.test' }, 'http://a.test/', 'http://proxy.test:1080'],
    [{ http_proxy: 'proxy.test:3128/ignored' }, 'http://a.test/', P],
    [{ https_proxy: 'https://proxy.test' }, 'https://a.test/', 'https://proxy.test:443'],
    [{ https_proxy: 'socks5h://proxy.test' }, 'https://a.test/', 'socks5h://proxy.test:1080'],
    [{ http_proxy: 'http://[2001:db8::1]:3128' }, 'http://a.test/', 'http://[2001:db8::1]:3128'],
  ])('%j %s → %s', (env, url, expected) => expect(way(env, url)).toBe(expected));

  test.each([
    'ftp://proxy.test:1',
    'http://proxy.test:99999',
    'http://',
    'http://-x:1',
    'http://2130706433:1',
  ])('%s names no proxy, and says which variable is broken', (value) => {
    expect(decide({ https_proxy: value }, 'https://a.test/')).toEqual({
      exempt: false,
      broken: 'https_proxy',
      disputes: [],
    });
  });

  test('a password with a slash leaks neither as host nor as port', () => {
    const environment = proxyEnvironment({ https_proxy: 'http://user:1234/x@proxy.test:3128' });
    expect(environment.https).toEqual({ variable: 'https_proxy', url: null, credentials: true });
  });

  test('credentials are noticed and removed, whatever they look like', () => {
    const environment = proxyEnvironment({ https_proxy: 'http://user:p@ss:w/rd@proxy.test:3128' });
    // The slash ends the authority (RFC 3986 section 3.2): what is left is no address, and nothing of it is kept.
    expect(environment.https).toEqual({ variable: 'https_proxy', url: null, credentials: true });
    expect(proxyEnvironment({ https_proxy: 'user:p%40ss@proxy.test:3128' }).https).toEqual({
      variable: 'https_proxy',
      url: 'http://proxy.test:3128',
      credentials: true,
    });
  });
});

// Every row was compared with what curl 7.88 does; a comment says where that differs from the manual.
describe('the exceptions', () => {
  const name = 'api.example.com';
  test.each<[string, string, boolean]>([
    ['example.com', name, true],
    ['.example.com', name, true],
    ['.example.com', 'example.com', true],
    ['example.com', 'notexample.com', false],
    ['EXAMPLE.com.', name, true],
    ['example.com', 'api.example.com.', true],
    ['*.example.com', name, false],
    ['com', name, true],
    ['.', name, false],
    ['*', name, true],
    ['a,*', name, false],
    [' * ', name, false],
    ['a , ,api.example.com', name, true],
    ['api.example.com:443', name, false],
    ['10.0.0.0/8', '10.1.2.3', true],
    ['10.0.0.0/8', '11.1.2.3', false],
    ['10.0.0.0/33', '10.0.0.0', false],
    ['0.0.0.0/0', '10.1.2.3', false],
    ['10.1.2.3', '10.1.2.3', true],
    ['10.1.2.3.', '10.1.2.3', false],
    ['2001:db8::1', '2001:db8::1', true],
    ['2001:db8::/32', '2001:db8::1', true], // no network of IPv6 matched in curl 7.88
    ['[2001:db8::1]', '2001:db8::1', false],
    ['2001:db8::/33', '2001:db8::1', true], // nor here
    ['x api.example.com', name, false], // curl before 8 went on after a blank
    ['', name, false],
  ])('"%s" and %s: %s', (list, host, exempt) => expect(matchNoProxy(list, host, 443).exempt).toBe(exempt));

  test.each<[string, string, string[]]>([
    ['api.example.com:443', name, ['port']],
    ['api.example.com:8443', name, []],
    ['[2001:db8::1]:443', '2001:db8::1', ['port']],
    ['*.example.com', name, ['star-dot']],
    ['*.example.com', 'example.com', []],
    ['.example.com', 'example.com', ['apex']],
    ['.example.com', name, []],
    ['a,*', name, ['star-in-list']],
    ['*.example.com,example.com', name, []],
    ['x api.example.com', name, ['blank']],
    ['0.0.0.0/0', '10.1.2.3', ['prefix-zero']],
    ['::/0', '10.1.2.3', []],
    ['0.0.0.0/0', name, []],
  ])('programs differ on "%s" for %s: %j', (list, host, disputes) =>
    expect(matchNoProxy(list, host, 443).disputes).toEqual(disputes),
  );

  test('upper-case HTTP_PROXY, loopback and a missing port are read differently by others', () => {
    const P = 'http://proxy.test:3128';
    expect(decide({ HTTP_PROXY: P }, 'http://a.test/').disputes).toEqual(['upper-http']);
    expect(decide({ HTTP_PROXY: P, no_proxy: 'a.test' }, 'http://a.test/').disputes).toEqual([]);
    expect(decide({ http_proxy: P }, 'http://127.0.0.1/').disputes).toEqual(['loopback']);
    expect(decide({ http_proxy: P }, 'http://localhost/').disputes).toEqual(['loopback']);
    expect(decide({ http_proxy: P, no_proxy: 'localhost' }, 'http://localhost/').disputes).toEqual([]);
    expect(decide({ http_proxy: 'proxy.test' }, 'http://a.test/').disputes).toEqual(['default-port']);
  });

  test('an exempt host still says which proxy it is exempt from', () => {
    const decision = decide({ https_proxy: 'http://proxy.test:1', NO_PROXY: 'a.test' }, 'https://a.test/');
    expect(decision).toMatchObject({ exempt: true, proxy: { variable: 'https_proxy', host: 'proxy.test' } });
    expect(way({ https_proxy: 'http://proxy.test:1', NO_PROXY: 'a.test' }, 'https://a.test/')).toBe(
      undefined,
    );
  });
});
