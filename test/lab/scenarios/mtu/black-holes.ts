import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, unknown, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, sClient } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { tcp } from '../../serving/tcp.ts';
import { https } from '../../serving/web.ts';
import type { Family } from '../tcp/refusing.ts';
import { clientRoute, middle, mute, pathMtu, ping } from './sizes.ts';

const THERE = 'iifname m1 meta length > 1400 counter drop';
const BACK = 'iifname s1 meta length > 1400 counter drop';
const never = ['tcp.', 'tls.', 'app.', 'mtu.reduced', 'mtu.mismatch', 'mtu.jumbo', 'mtu.encap-overhead'];
const long = https({ tls: { chain: 'long' } });

/** Large packets vanish and nobody says so. */
const blackHoles = (family: Family): readonly Scenario[] => [
  {
    name: `mtu-black-hole-there-${family}`,
    servers: [https()],
    faults: [filter('far', THERE)],
    witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('far')],
    ask: pathMtu(family),
    expect: fails('mtu.black-hole', { says: /packets above 1400 bytes .* vanish on the way there/ }),
    never,
    fix: [clientRoute(family, 'mtu 1400')],
  },
  {
    name: `mtu-black-hole-for-want-of-icmp-${family}`,
    servers: [https()],
    faults: [...middle(1400), ...mute],
    witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('near')],
    ask: pathMtu(family),
    expect: fails('mtu.black-hole', { says: /packets above 1400 bytes .* vanish on the way there/ }),
    never: never.filter((code) => code !== 'mtu.reduced'),
    fix: [clearFilter('near'), clearFilter('far')],
    afterwards: warns('mtu.reduced', { says: /carries 1400 bytes/ }),
  },
  {
    name: `mtu-black-hole-back-${family}`,
    servers: [long],
    faults: [filter('far', BACK)],
    witnesses: [
      ping(family, 1400, true),
      sClient(`-connect ${bracketed(family)}:443 -servername www.lab.example`, { silentOn: /BEGIN CERT/ }),
      hasMatched('far'),
    ],
    ask: pathMtu(family),
    expect: fails('mtu.black-hole', { says: /large packets vanish on the way back/ }),
    never,
    fix: [clientRoute(family, `advmss ${family === 'v4' ? 1360 : 1340}`)],
  },
  {
    name: `mtu-black-hole-both-ways-${family}`,
    servers: [long],
    faults: [filter('far', THERE), filter('far', BACK)],
    witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('far')],
    ask: pathMtu(family),
    expect: fails('mtu.black-hole', { says: /packets above 1400 bytes .* vanish on the way there/ }),
    never,
    fix: [clearFilter('far')],
  },
  {
    // Segments carry 12 bytes more of data without them, and no less.
    name: `mtu-black-hole-without-timestamps-${family}`,
    servers: [https()],
    faults: [
      { at: 'client', run: ['sh', '-c', 'echo 0 > /proc/sys/net/ipv4/tcp_timestamps'] },
      filter('far', THERE),
    ],
    witnesses: [
      ping(family, 1400, true),
      ping(family, 1401, false),
      { ...order('client', 'cat /proc/sys/net/ipv4/tcp_timestamps'), says: /^0/ },
    ],
    ask: pathMtu(family),
    expect: fails('mtu.black-hole', { says: /packets above 1400 bytes .* vanish on the way there/ }),
    never,
    fix: [clearFilter('far')],
  },
  {
    name: `mtu-black-hole-seen-by-ping-alone-${family}`,
    servers: [],
    faults: [filter('far', THERE)],
    witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('far')],
    ask: ['path-mtu', at.server[family]],
    expect: warns('mtu.black-hole', { says: /1400 bytes/ }),
    never,
    fix: [clientRoute(family, 'mtu 1400')],
  },
];

const bracketed = (family: Family): string => (family === 'v4' ? at.server.v4 : `[${at.server.v6}]`);

export const BLACK_HOLES: readonly Scenario[] = [
  ...blackHoles('v4'),
  ...blackHoles('v6'),
  {
    name: 'mtu-black-hole-over-50-ms',
    site: { roundTripMs: 50 },
    servers: [https()],
    faults: [filter('far', THERE)],
    witnesses: [ping('v4', 1400, true), ping('v4', 1401, false), hasMatched('far')],
    ask: pathMtu('v4'),
    expect: fails('mtu.black-hole', { says: /packets above 1400 bytes .* vanish on the way there/ }),
    never,
    fix: [clearFilter('far')],
  },
  {
    // Clients take the other family first.
    name: 'mtu-black-hole-of-the-second-family',
    servers: [named(), https()],
    faults: [filter('far', `meta nfproto ipv4 ${THERE}`)],
    witnesses: [ping('v6', 1500, true), ping('v4', 1401, false), hasMatched('far')],
    ask: ['path-mtu', 'www.lab.example', '--port', '443'],
    expect: warns('mtu.black-hole', { says: /10\.77\.3\.2: packets above 1400 bytes/ }),
    never,
    fix: [clearFilter('far')],
  },
  {
    // Of two equal-cost paths one loses large packets: no number is true of both.
    name: 'mtu-black-hole-on-one-of-two-paths',
    servers: [https()],
    faults: [
      order('near', 'ip route add 10.77.3.0/24 via 10.77.4.2 table 77'),
      order('near', 'ip rule add fwmark 1 table 77'),
      filter('near', 'iifname c1 tcp sport & 2 == 2 meta mark set 1', 'PREROUTING'),
      filter('far', 'iifname n1 meta length > 1400 counter drop'),
    ],
    witnesses: [
      {
        at: 'client',
        run: [
          'sh',
          '-c',
          `for p in 40000 40002; do yes | head -c 20000 | timeout 2 nc -n -N -p $p ${at.server.v4} 443 | wc -c; done`,
        ],
        ends: 'either',
      },
      hasMatched('far'),
    ],
    ask: pathMtu('v4'),
    expect: unknown(),
    never: ['mtu.', 'tcp.'],
    fix: [order('near', 'ip rule del fwmark 1')],
  },
  {
    name: 'mtu-data-dropped-of-every-size',
    servers: [tcp({ port: 443 })],
    faults: [filter('far', 'tcp dport 443 tcp flags & psh == psh counter drop')],
    witnesses: [
      {
        at: 'client',
        run: ['sh', '-c', `echo hello | nc -n -N -w 1 ${at.server.v4} 443`],
        ends: 'either',
      },
      hasMatched('far'),
    ],
    ask: pathMtu('v4'),
    expect: unknown({ says: /it is not the size/ }),
    never: ['mtu.', 'tcp.'],
    fix: [clearFilter('far')],
  },
];
