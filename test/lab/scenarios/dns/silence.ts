import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, passes, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig, hasMatched } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { http } from '../../serving/web.ts';

const ask = ['diagnose', 'http://www.lab.example/', '--source', 'local'];
const never = ['dns.servfail', 'dns.refused', 'dns.nxdomain', 'dns.slow-5s', 'tcp.', 'mtu.'];
const bigText = Array.from({ length: 12 }, () => `"${'x'.repeat(200)}"`).join(' ');

/** The name server does not answer, or only in part. */
export const SILENCE: readonly Scenario[] = [
  {
    name: 'dns-timeout-v4',
    servers: [named(), http()],
    faults: [filter('near', 'meta l4proto { tcp, udp } th dport 53 counter drop')],
    witnesses: [
      dig(at.resolver.v4, 'www.lab.example A', { ends: 'fails', says: /timed out|no servers/ }),
      hasMatched('near'),
    ],
    ask,
    expect: fails('dns.timeout'),
    never: [...never, 'dns.tcp-blocked', 'dns.server-dead'],
    fix: [clearFilter('near')],
  },
  {
    name: 'dns-timeout-v6',
    site: { clientFiles: { 'resolv.conf': `nameserver ${at.resolver.v6}\n` } },
    servers: [named(), http()],
    faults: [filter('near', 'meta l4proto { tcp, udp } th dport 53 counter drop')],
    witnesses: [
      dig(at.resolver.v6, 'www.lab.example A', { ends: 'fails', says: /timed out|no servers/ }),
      hasMatched('near'),
    ],
    ask,
    expect: fails('dns.timeout'),
    never: [...never, 'dns.tcp-blocked', 'dns.server-dead'],
    fix: [clearFilter('near')],
  },
  {
    name: 'dns-timeout-port-closed',
    servers: [http()],
    witnesses: [dig(at.resolver.v4, 'www.lab.example A', { ends: 'fails', says: /refused/ })],
    ask,
    expect: fails('dns.timeout', { says: /ECONNREFUSED|closed|refused/ }),
    never: never.filter((code) => code !== 'tcp.'),
    fix: [{ start: named() }],
  },
  {
    name: 'dns-timeout-host-down',
    servers: [named(), http()],
    faults: [order('resolver', 'ip link set d0 down')],
    witnesses: [{ ...order('client', `ping -c1 -W4 ${at.resolver.v4}`), ends: 'fails' }],
    ask,
    expect: fails('dns.timeout'),
    never,
    fix: [
      order('resolver', 'ip link set d0 up'),
      order('resolver', 'ip route add default via 10.77.5.1'),
      order('resolver', 'ip -6 address add 2001:db8:77:5::2/64 dev d0 nodad'),
      order('resolver', 'ip -6 route add default via 2001:db8:77:5::1'),
    ],
  },
  {
    name: 'dns-server-dead',
    site: {
      clientFiles: { 'resolv.conf': `nameserver ${at.secondResolver.v4}\nnameserver ${at.resolver.v4}\n` },
    },
    servers: [named(), http()],
    faults: [filter('near', `ip daddr ${at.secondResolver.v4} counter drop`)],
    witnesses: [
      dig(at.secondResolver.v4, 'www.lab.example A', { ends: 'fails', says: /timed out|no servers/ }),
      dig(at.resolver.v4, 'www.lab.example A', { says: /NOERROR/ }),
      hasMatched('near'),
    ],
    ask,
    expect: warns('dns.server-dead'),
    never: [...never, 'dns.timeout'],
    fix: [clearFilter('near')],
  },
  {
    name: 'dns-tcp-blocked',
    servers: [named({ records: [`big TXT ${bigText}`] })],
    faults: [filter('near', 'tcp dport 53 counter drop')],
    witnesses: [
      dig(at.resolver.v4, 'big.lab.example TXT +ignore', { says: /flags:[^;]* tc/ }),
      dig(at.resolver.v4, 'big.lab.example TXT +tcp', { ends: 'fails', says: /timed out|no servers/ }),
      hasMatched('near'),
    ],
    ask: ['dns-lookup', 'big.lab.example', '--types', 'TXT'],
    expect: fails('dns.tcp-blocked'),
    never: [...never, 'dns.timeout'],
    fix: [clearFilter('near')],
  },
  {
    name: 'dns-fragments-dropped-is-no-fault',
    servers: [
      named({ records: [`big TXT ${bigText}`], options: ['edns-udp-size 4096; max-udp-size 4096;'] }),
    ],
    faults: [
      filter('resolver', 'ip frag-off & 0x3fff != 0 counter drop', 'OUTPUT'),
      filter('near', 'ip frag-off & 0x3fff != 0 counter drop', 'PREROUTING'),
    ],
    witnesses: [
      dig(at.resolver.v4, 'big.lab.example TXT +bufsize=4096 +notcp', {
        ends: 'fails',
        says: /timed out|no servers/,
      }),
      dig(at.resolver.v4, 'big.lab.example TXT +bufsize=1232', { says: /NOERROR/ }),
    ],
    ask: ['dns-lookup', 'big.lab.example', '--types', 'TXT'],
    expect: passes(),
    never: [...never, 'dns.timeout', 'dns.tcp-blocked'],
  },
  {
    name: 'dns-fragments-and-tcp-dropped',
    servers: [
      named({ records: [`big TXT ${bigText}`], options: ['edns-udp-size 4096; max-udp-size 4096;'] }),
    ],
    faults: [
      filter('near', 'ip frag-off & 0x3fff != 0 counter drop', 'PREROUTING'),
      filter('near', 'tcp dport 53 counter drop'),
    ],
    witnesses: [
      dig(at.resolver.v4, 'big.lab.example TXT +bufsize=4096 +notcp', {
        ends: 'fails',
        says: /timed out|no servers/,
      }),
      dig(at.resolver.v4, 'big.lab.example TXT +bufsize=1232 +ignore', { says: /flags:[^;]* tc/ }),
      hasMatched('near'),
    ],
    ask: ['dns-lookup', 'big.lab.example', '--types', 'TXT'],
    expect: fails('dns.tcp-blocked'),
    never: [...never, 'dns.timeout'],
    fix: [clearFilter('near')],
  },
  {
    // The second of two datagrams that leave one port together is lost, as when two race for one tracked connection.
    name: 'dns-slow-5s',
    site: { roundTripMs: 100 },
    servers: [named()],
    faults: [
      filter(
        'near',
        'udp dport 53 meter pair { udp sport timeout 3s limit rate over 20/second burst 1 packets } counter drop',
      ),
    ],
    witnesses: [
      {
        at: 'client',
        run: [
          'sh',
          '-c',
          't=$(date +%s%N); getent ahosts www.lab.example; test $(($(date +%s%N)-t)) -ge 4900000000',
        ],
        says: /10\.77\.3\.2/,
      },
      hasMatched('near'),
    ],
    ask: ['dns-lookup', 'www.lab.example'],
    expect: warns('dns.slow-5s'),
    never: never.filter((code) => code !== 'dns.slow-5s'),
    fix: [clearFilter('near')],
  },
];
