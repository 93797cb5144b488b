import { describe, expect, test } from 'vitest';
import { hostsLines } from '../../src/world/vantage/local/dns/hosts-file.ts';
import { hostsSources } from '../../src/world/vantage/local/dns/nsswitch.ts';
import { parseResolvConf } from '../../src/world/vantage/local/dns/resolv-conf.ts';
import { lookup } from '../../src/world/vantage/local/lookup.ts';
import { resolverConfig } from '../../src/world/vantage/local/resolver-config.ts';
import { needs } from '../needs.ts';
import { setting } from '../servers/setting.ts';

const never = new AbortController().signal;
const parse = (text: string, { env = {}, hostname = 'box' } = {}) => parseResolvConf(text, { env, hostname });

describe('resolv.conf', () => {
  test('a pod’s file', () => {
    expect(
      parse(
        'search cache.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
      ),
    ).toEqual({
      nameservers: ['10.96.0.10'],
      search: ['cache.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
      ndots: 5,
      timeout: 5,
      attempts: 2,
      options: ['ndots:5'],
    });
  });

  test('the last of search and domain wins; comments, junk and CRLF do no harm', () => {
    const text =
      '# nameserver 1.1.1.1\n; x\nsearch a b\r\nnameserver not-an-address\nnameserver fe80::1%eth0\r\ndomain c d\nbogus\n';
    expect(parse(text)).toMatchObject({ nameservers: ['fe80::1%eth0'], search: ['c'] });
  });

  test('no file: the local machine, and the domain of its own name', () => {
    expect(parse('', { hostname: 'web.corp.example' })).toMatchObject({
      nameservers: ['127.0.0.1'],
      search: ['corp.example'],
      ndots: 1,
    });
    expect(parse('').search).toEqual([]);
  });

  test('options are capped as glibc caps them, the last one wins', () => {
    const options =
      'options timeout:99 attempts:99 ndots:99\noptions timeout:x timeout:2 use-vc trust-ad single-request edns0\n';
    expect(parse(options)).toMatchObject({ timeout: 2, attempts: 5, ndots: 15 });
    expect(parse(options).options).toEqual(
      expect.arrayContaining(['use-vc', 'trust-ad', 'single-request', 'edns0']),
    );
    expect(parse('options timeout:0 attempts:0')).toMatchObject({ timeout: 1, attempts: 1 });
  });

  test('LOCALDOMAIN and RES_OPTIONS override the file', () => {
    const env = { LOCALDOMAIN: 'x.example y.example', RES_OPTIONS: 'ndots:3 attempts:1' };
    expect(parse('search a\noptions ndots:5 timeout:1\n', { env })).toMatchObject({
      search: ['x.example', 'y.example'],
      ndots: 3,
      attempts: 1,
      timeout: 1,
    });
  });
});

test('nsswitch: sources with their actions; without a hosts line what glibc does', () => {
  expect(hostsSources('passwd: files\nhosts:  files mdns4_minimal [NOTFOUND=return] dns # x\n')).toEqual([
    'files', 'mdns4_minimal', '[NOTFOUND=return]', 'dns',
  ]); // prettier-ignore
  expect(hostsSources('passwd: files\n')).toEqual(['files', 'dns']);
});

test('hosts: only lines that name it, whatever the case and the trailing dot; comments do not count', () => {
  const text =
    '127.0.0.1 localhost\n10.0.0.1\tWWW.Example.com www # api.example.com\n\n# 10.0.0.2 www.example.com\n::1 www.example.com.\n10.0.0.3 xwww.example.com\n';
  expect(hostsLines(text, 'www.example.com.')).toEqual([
    { line: 2, address: '10.0.0.1', names: ['WWW.Example.com', 'www'] },
    { line: 5, address: '::1', names: ['www.example.com.'] },
  ]);
  expect(hostsLines(text, 'api.example.com')).toEqual([]);
});

test('resolverConfig reads the files it is given', needs({ linux: true }), async () => {
  const files = { resolvConf: 'nameserver 127.0.0.9\n', nsswitch: 'hosts: dns\n', hosts: '10.0.0.1 db\n' };
  using here = setting(files);
  expect(await resolverConfig(here)('db', never)).toMatchObject({
    nameservers: ['127.0.0.9'],
    hostsSources: ['dns'],
    hostsLines: [{ line: 1, address: '10.0.0.1' }],
    authoritative: true,
  });
});

test('resolverConfig: a file that cannot be read is not the truth', needs({ linux: true }), async () => {
  const { files, ...rest } = setting();
  const folder = { ...rest, files: { ...files, resolvConf: import.meta.dirname } };
  expect((await resolverConfig(folder)('a', never)).authoritative).toBe(false);
  const absent = { ...rest, files: { ...files, resolvConf: '/nonexistent/resolv.conf' } };
  expect(await resolverConfig(absent)('a', never)).toMatchObject({
    authoritative: true,
    nameservers: ['127.0.0.1'],
  });
});

describe('lookup', () => {
  test('localhost is found', async () => {
    const { outcome, addresses } = await lookup(setting())('localhost', never);
    expect(outcome).toBe('found');
    expect(addresses.every((address) => address === '127.0.0.1' || address === '::1')).toBe(true);
  });

  test('an abort rejects with its reason', async () => {
    const reason = new Error('called off');
    await expect(lookup(setting())('localhost', AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
