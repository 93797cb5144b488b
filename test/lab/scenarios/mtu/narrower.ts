import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, passes, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched } from '../../play/witnesses.ts';
import { https } from '../../serving/web.ts';
import type { Family } from '../tcp/refusing.ts';
import { clientRoute, ends, middle, mute, pathMtu, ping, tracepath } from './sizes.ts';

const long = https({ tls: { chain: 'long' } });

/** Links of different widths, which work when their routers speak. */
const narrower = (family: Family): readonly Scenario[] => [
  {
    name: `mtu-healthy-${family}`,
    servers: [long],
    witnesses: [ping(family, 1500, true), tracepath(family, 1500)],
    ask: pathMtu(family),
    expect: passes({ says: /packets of 1500 bytes .* pass/ }),
    never: ['mtu.'],
    times: 3,
  },
  {
    name: `mtu-reduced-${family}`,
    servers: [long],
    faults: middle(1400),
    witnesses: [tracepath(family, 1400)],
    ask: pathMtu(family),
    expect: warns('mtu.reduced', { says: /carries 1400 bytes/ }),
    never: ['mtu.black-hole', 'mtu.mismatch', 'mtu.jumbo'],
    fix: middle(1500),
    // The client's kernel remembers for ten minutes what it was told (net.ipv4.route.mtu_expires).
    afterwards: { ...passes(), status: ['pass', 'warn'] },
  },
  {
    name: `mtu-clamped-${family}`,
    servers: [long],
    faults: [
      filter('far', 'tcp flags & syn == syn tcp option maxseg size set 1300'),
      filter('far', 'meta length > 1400 counter drop'),
    ],
    witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('far')],
    ask: pathMtu(family),
    expect: passes({ says: new RegExp(`packets of ${family === 'v4' ? 1340 : 1360} bytes .*MSS`) }),
    never: ['mtu.'],
  },
  {
    name: `mtu-jumbo-meets-1500-${family}`,
    servers: [long],
    faults: ends(9000),
    witnesses: [tracepath(family, 1500)],
    ask: pathMtu(family),
    expect: warns('mtu.jumbo', { says: /jumbo frames of 9000, the path carries 1500 bytes/ }),
    never: ['mtu.black-hole', 'mtu.mismatch'],
    fix: [clientRoute(family, 'mtu 1500')],
  },
  {
    name: `mtu-jumbo-vanishes-${family}`,
    servers: [long],
    faults: [...ends(9000), ...mute],
    witnesses: [ping(family, 1500, true), ping(family, 1501, false), hasMatched('near')],
    ask: pathMtu(family),
    expect: fails('mtu.black-hole', { also: ['mtu.jumbo'], says: /packets above 1500 bytes/ }),
    never: ['mtu.reduced', 'mtu.mismatch', 'mtu.encap-overhead'],
    fix: [clientRoute(family, 'mtu 1500')],
  },
  {
    name: `mtu-mismatch-at-the-server-${family}`,
    servers: [long],
    faults: [order('server', 'ip link set s0 mtu 1400')],
    witnesses: [
      ping(family, 1400, true),
      ping(family, 1450, false),
      { ...order('server', 'ip link show s0'), says: /mtu 1400/ },
      { ...order('far', 'ip link show s1'), says: /mtu 1500/ },
    ],
    ask: pathMtu(family),
    expect: warns('mtu.mismatch', { says: /MTU of 1400/ }),
    never: ['mtu.black-hole', 'mtu.reduced', 'mtu.jumbo'],
    fix: [order('server', 'ip link set s0 mtu 1500')],
  },
];

export const NARROWER: readonly Scenario[] = [
  ...narrower('v4'),
  ...narrower('v6'),
  {
    name: 'mtu-of-the-route',
    servers: [long],
    faults: [clientRoute('v4', 'mtu 1300')],
    witnesses: [{ ...order('client', `ip route get ${at.server.v4}`), says: /mtu 1300/ }],
    ask: pathMtu('v4'),
    expect: passes({ says: /1300 bytes/ }),
    never: ['mtu.'],
  },
  {
    name: 'mtu-of-a-closed-port',
    servers: [],
    witnesses: [ping('v4', 1500, true)],
    ask: pathMtu('v4'),
    expect: passes({ says: /by ping alone.*1500 bytes|not open/s }),
    never: ['mtu.', 'tcp.'],
  },
  {
    name: 'mtu-of-a-dropped-port',
    servers: [long],
    faults: [filter('far', 'tcp dport 443 counter drop')],
    witnesses: [
      { ...order('client', `nc -n -z -w 1 ${at.server.v4} 443`), ends: 'fails' },
      hasMatched('far'),
    ],
    ask: pathMtu('v4'),
    expect: passes({ says: /by ping alone.*1500 bytes|not open/s }),
    never: ['mtu.', 'tcp.'],
    fix: [clearFilter('far')],
  },
];
