import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, passes } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, sClient } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { http, https } from '../../serving/web.ts';
import type { Family } from '../tcp/refusing.ts';

const elsewhere = ['dns.', 'tcp.', 'app.', 'tls.large-hello', 'tls.resets'];
const FORWARD = 'iifname m1 meta length > 1400 counter drop';
const BACKWARD = 'iifname s1 meta length > 1400 counter drop';

/** A ping of the client's, of a packet of `size` bytes that may not be cut. */
const ping = (family: Family, size: number, fits: boolean): Scenario['witnesses'][number] => ({
  ...order('client', `ping -c 1 -W 1 -M do -s ${size - (family === 'v4' ? 28 : 48)} ${at.server[family]}`),
  ends: fits ? 0 : 'fails',
});

/** Sizes that the path does not carry. */
const ofSize = (family: Family): readonly Scenario[] => {
  const ask = (scheme: string): string[] => [
    'diagnose',
    `${scheme}://${family}.lab.example/`,
    '--source',
    'local',
    '--ca',
    'pki/root.pem',
  ];
  return [
    {
      name: `mtu-black-hole-forward-${family}`,
      servers: [named(), https()],
      faults: [filter('far', FORWARD)],
      witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('far')],
      ask: ask('https'),
      expect: fails('mtu.black-hole', { surfacedAt: 'tls', also: ['tls.stalls'], says: /above 1400 bytes/ }),
      never: elsewhere,
      fix: [order('client', 'ip link set c0 mtu 1400')],
    },
    {
      name: `mtu-black-hole-reverse-${family}`,
      servers: [named(), https({ tls: { chain: 'long' } })],
      faults: [filter('far', BACKWARD)],
      witnesses: [
        ping(family, 1400, true),
        sClient(`-connect ${family}.lab.example:443 -servername www.lab.example`, { silentOn: /BEGIN CERT/ }),
        hasMatched('far'),
      ],
      ask: ask('https'),
      expect: fails('mtu.black-hole', { surfacedAt: 'tls', also: ['tls.stalls'], says: /on the way back/ }),
      never: elsewhere,
      fix: [order('client', 'ip link set c0 mtu 1400')],
    },
    {
      name: `mtu-black-hole-reverse-in-the-answer-${family}`,
      servers: [named(), http({ body: 'x'.repeat(50_000) })],
      faults: [filter('far', BACKWARD)],
      witnesses: [
        {
          ...order('client', `nc -n -w 2 ${at.server[family]} 80`),
          input: 'GET / HTTP/1.0\r\n\r\n',
          ends: 'either',
          silentOn: /HTTP/,
        },
        hasMatched('far'),
      ],
      ask: ask('http'),
      expect: fails('mtu.black-hole', {
        surfacedAt: 'app',
        also: ['app.no-reply'],
        says: /on the way back, above 1400 bytes/,
      }),
      never: elsewhere.filter((code) => code !== 'app.'),
      fix: [order('client', 'ip link set c0 mtu 1400')],
    },
    {
      name: `mtu-reduced-is-no-fault-${family}`,
      servers: [named(), https({ tls: { chain: 'long' } })],
      faults: [order('near', 'ip link set m0 mtu 1400'), order('far', 'ip link set m1 mtu 1400')],
      witnesses: [
        {
          ...order('client', `tracepath -n -m 4 ${at.server[family]}`),
          says: /pmtu 1400/,
        },
      ],
      ask: ask('https'),
      expect: passes(),
      never: [...elsewhere, 'tls.', 'mtu.black-hole'],
    },
    {
      name: `mtu-clamped-is-no-fault-${family}`,
      servers: [named(), https({ tls: { chain: 'long' } })],
      faults: [
        filter('far', 'tcp flags & syn == syn tcp option maxseg size set 1300'),
        filter('far', 'meta length > 1400 counter drop'),
      ],
      witnesses: [
        ping(family, 1400, true),
        ping(family, 1401, false),
        sClient(`-connect ${family}.lab.example:443 -servername www.lab.example -CAfile pki/root.pem`, {
          says: /Verify return code: 0/,
        }),
      ],
      ask: ask('https'),
      expect: passes(),
      never: [...elsewhere, 'tls.', 'mtu.black-hole'],
    },
    {
      // Only the hello is dropped, for its size; segments as large pass when they hold something else.
      name: `large-hello-dropped-${family}`,
      servers: [named(), https()],
      faults: [filter('far', 'tcp dport 443 @ih,0,8 0x16 @ih,24,16 > 1000 counter drop')],
      witnesses: [
        ping(family, 1500, true),
        sClient(`-connect ${family}.lab.example:443 -servername www.lab.example -CAfile pki/root.pem`, {
          says: /Verify return code: 0/,
        }),
      ],
      ask: ask('https'),
      expect: fails('tls.large-hello', { says: /full-size segments are acknowledged/ }),
      never: [...elsewhere.filter((code) => code !== 'tls.large-hello'), 'tls.stalls', 'mtu.black-hole'],
      fix: [clearFilter('far')],
    },
  ];
};

export const SIZES = [...ofSize('v4'), ...ofSize('v6')];
