import { expect, test } from 'vitest';
import { parseCorefile } from '../../../src/core/corefile/parse-corefile.ts';
import { clusterZones, forwardersOf, rulesTouching } from '../../../src/core/corefile/touching.ts';

const server = (...lines: string[]) => {
  const read = parseCorefile(`.:53 {\n${lines.join('\n')}\n}`);
  if (!read) throw new Error('Not a Corefile.');
  return read;
};
const touching = (name: string, ...lines: string[]) =>
  rulesTouching(server(...lines), name).map(
    ({ plugin, does, sure }) => `${plugin} ${does}${sure ? '' : '?'}`,
  );
const REDIS = 'redis.cache.svc.cluster.local';

test.each([
  ['rewrite name redis.cache.svc.cluster.local other.cache.svc.cluster.local', ['rewrite renames']],
  ['rewrite redis.cache.svc.cluster.local. other.example', ['rewrite renames']],
  ['rewrite stop name exact Redis.Cache.svc.cluster.local other.example', ['rewrite renames']],
  ['rewrite name suffix .cache.svc.cluster.local .store.svc.cluster.local', ['rewrite renames']],
  ['rewrite name prefix redis. valkey.', ['rewrite renames']],
  ['rewrite name substring cache store', ['rewrite renames']],
  [
    'rewrite name regex ^(.*)\\.cache\\.svc\\.cluster\\.local\\.$ {1}.store.svc.cluster.local',
    ['rewrite renames'],
  ],
  ['rewrite stop {\n name regex ^redis\\. valkey.\n answer name a b\n}', ['rewrite renames']],
  ['rewrite name regex (?i)redis valkey', ['rewrite renames?']],
  ['rewrite name {$OLD} valkey.example', ['rewrite renames?']],
  ['rewrite name redis.other.svc.cluster.local x.example', []],
  ['rewrite name suffix .other.svc.cluster.local .x.example', []],
  ['rewrite type ANY HINFO', []],
  ['rewrite ttl exact redis.cache.svc.cluster.local 5', []],
  ['rewrite cname exact redis.cache.svc.cluster.local. x.example.', []],
  [
    'rewrite continue name redis.cache.svc.cluster.local x\nrewrite name prefix redis. y.',
    ['rewrite renames', 'rewrite renames'],
  ],
  ['rewrite name redis.cache.svc.cluster.local x\nrewrite name prefix redis. y.', ['rewrite renames']],
  ['template ANY A cache.svc.cluster.local {\n rcode NXDOMAIN\n}', ['template denies']],
  [
    'template IN A cache.svc.cluster.local {\n answer "{{ .Name }} 60 IN A 10.0.0.9"\n}',
    ['template answers'],
  ],
  ['template IN ANY {\n match ^redis[.]\n rcode NXDOMAIN\n fallthrough\n}', ['template denies']],
  ['template IN ANY {\n match ^mysql[.]\n rcode NXDOMAIN\n fallthrough\n}', []],
  ['template IN ANY {\n match ^mysql[.]\n answer "x"\n}', ['template denies']],
  ['template IN ANY {\n match (?i)redis\n answer "x"\n fallthrough\n}', ['template answers?']],
  ['template ANY AAAA {\n rcode NOERROR\n}', []],
  ['template IN A other.example {\n rcode NXDOMAIN\n}', []],
  ['hosts {\n 10.0.0.9 redis.cache.svc.cluster.local\n fallthrough\n}', ['hosts answers']],
  ['hosts {\n 10.0.0.9 mysql.cache.svc.cluster.local\n fallthrough\n}', []],
  ['hosts {\n 10.0.0.9 mysql.cache.svc.cluster.local\n}', ['hosts denies']],
  ['hosts {\n 10.0.0.9 x.example\n fallthrough example\n}', ['hosts denies']],
  ['hosts /etc/coredns/NodeHosts {\n fallthrough\n}', ['hosts unknown?']],
  ['hosts /etc/coredns/NodeHosts corp.example', []],
  ['kubernetes cluster.local\nforward . /etc/resolv.conf', []],
])('%s', (line, expected) => {
  expect(touching(REDIS, line)).toEqual(expected);
});

test('the server of the longest zone decides, on port 53 and without TLS', () => {
  const read = parseCorefile(`
. { hosts { 10.0.0.9 api.corp.example
 fallthrough } }
corp.example { forward . 10.9.9.9 }
tls://api.corp.example { template ANY ANY { rcode NXDOMAIN } }
api.corp.example:1053 { template ANY ANY { rcode NXDOMAIN } }`);
  expect(read && rulesTouching(read, 'api.corp.example')).toEqual([]);
  expect(read && forwardersOf(read, 'api.corp.example.')).toEqual(['10.9.9.9']);
  expect(read && forwardersOf(read, 'example.org')).toEqual([]);
});

test('where names are forwarded to, and which are not', () => {
  const read = server('forward . 10.0.0.2 10.0.0.3 {\n except corp.example\n}');
  expect(forwardersOf(read, 'api.example')).toEqual(['10.0.0.2', '10.0.0.3']);
  expect(forwardersOf(read, 'api.corp.example')).toEqual([]);
});

test('the zones of the cluster', () => {
  expect(clusterZones(server('kubernetes corp.local in-addr.arpa'), REDIS)).toEqual([
    'corp.local.',
    'in-addr.arpa.',
  ]);
  expect(clusterZones(server('forward . 10.0.0.2'), REDIS)).toBeUndefined();
});
