import { configuration } from '../../../lab/serving/named.ts';
import { zone } from '../../../lab/serving/zone.ts';
import { fails, unknown } from '../../../lab/play/expecting.ts';
import type { PodHost, PodServer, Scene } from '../scene.ts';
import { nameServer } from '../story/name-server.ts';
import { redisServer, shop } from '../story/shop.ts';
import { NAMES } from '../system.ts';
import { digAt } from '../witnesses.ts';

const never = ['policy.', 'service.', 'firewall.', 'tls.', 'tcp.'];
/** A name server outside of the cluster, which knows api.example.com and no name of the cluster. */
const OUTSIDE = '203.0.113.53';
const TIMEOUT = `[ERROR] plugin/errors: 2 api.example.com. A: read udp 10.244.0.13:39999->${OUTSIDE}:53: read: no route to host`;
const outsideDns: PodServer = {
  name: 'outside-dns',
  run: ['named', '-g', '-n', '1', '-c', 'named.conf'],
  files: {
    'root.zone': zone(
      '.',
      [`ns.example.com. A ${OUTSIDE}`, `api.example.com. A ${OUTSIDE}`],
      'ns.example.com.',
    ),
    'named.conf': configuration(
      ['0.0.0.0'],
      ['recursion no;'],
      ['zone "." { type primary; file "root.zone"; };'],
    ).replace('listen-on { 0.0.0.0; }', 'listen-on { any; }'),
  },
  ports: { tcp: [53], udp: [53] },
};
const outside: PodHost = { pod: 'outside/host', address: OUTSIDE, servers: [outsideDns, redisServer(8080)] };

const [upstream, policy] = [
  shop('dns-upstream'),
  shop('dns-policy', { api: { spec: { dnsPolicy: 'Default' } } }),
];
const upstreamNames = nameServer({
  name: 'dns-upstream',
  number: 13,
  forwarder: OUTSIDE,
  logs: ['.:53', TIMEOUT],
});
const policyNames = nameServer({ name: 'dns-policy', number: 14 });

/** Who answers for names is not the cluster, or not it alone. */
export const OTHER_DNS: readonly Scene[] = [
  {
    name: 'dns-upstream-unreachable',
    system: NAMES,
    names: upstreamNames,
    ...upstream,
    ask: ['diagnose', 'api.example.com:8080', '--from', upstream.source],
    hosts: [...upstream.hosts, outside],
    enforced: [
      `ip saddr ${upstreamNames.pod.address} ip daddr ${OUTSIDE} counter reject with icmp type admin-prohibited`,
    ],
    witnesses: [
      digAt(upstream.api.pod, upstreamNames.address, 'api.example.com', { says: /SERVFAIL/ }),
      digAt(upstream.api.pod, upstreamNames.address, upstream.target, { says: /NOERROR/ }),
    ],
    expect: fails('dns.upstream-unreachable', { claim: 'proven' }),
    never,
    fix: {},
  },
  {
    name: 'dns-wrong-policy',
    system: NAMES,
    names: policyNames,
    ...policy,
    hosts: [
      ...policy.hosts.map((host) =>
        host.container
          ? {
              ...host,
              container: {
                ...host.container,
                files: { '/etc/resolv.conf': `nameserver ${OUTSIDE}\noptions timeout:1 attempts:1\n` },
              },
            }
          : host,
      ),
      outside,
    ],
    witnesses: [
      digAt(policy.api.pod, OUTSIDE, policy.target, { says: /NXDOMAIN/ }),
      digAt(policy.api.pod, policyNames.address, policy.target, { says: /NOERROR/ }),
    ],
    expect: fails('dns.wrong-policy', { claim: 'proven' }),
    reading: unknown({ says: /name servers of its node/ }),
    never,
  },
];
