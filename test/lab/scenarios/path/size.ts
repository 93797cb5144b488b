import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { fails, passes } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, httpGet, sClient } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { http, https } from '../../serving/web.ts';
import { clientRoute, middle, ping, tracepath } from '../mtu/sizes.ts';
import type { Family } from '../tcp/refusing.ts';

const elsewhere = ['dns.', 'tcp.', 'app.', 'tls.large-hello', 'tls.resets', 'mtu.reduced', 'mtu.mismatch'];
const FORWARD = 'iifname m1 meta length > 1400 counter drop';
const BACKWARD = 'iifname s1 meta length > 1400 counter drop';
const long = https({ tls: { chain: 'long' } });

/** What a complaint of sizes is about, asked layer by layer. */
const ofSize = (family: Family): readonly Scenario[] => {
  const ask = (scheme: string, ...more: string[]): string[] => [
    'diagnose',
    `${scheme}://${family}.lab.example/`,
    '--source',
    'local',
    '--ca',
    'pki/root.pem',
    ...more,
  ];
  const handshake = `-connect ${family}.lab.example:443 -servername www.lab.example -CAfile pki/root.pem`;
  return [
    {
      name: `mtu-black-hole-stalls-the-hello-${family}`,
      servers: [named(), https()],
      faults: [filter('far', FORWARD)],
      witnesses: [ping(family, 1400, true), ping(family, 1401, false), hasMatched('far')],
      ask: ask('https'),
      expect: fails('mtu.black-hole', {
        surfacedAt: 'tls',
        also: ['tls.stalls'],
        says: /packets above 1400 bytes/,
      }),
      never: elsewhere,
      fix: [clientRoute(family, 'mtu 1400')],
    },
    {
      name: `mtu-black-hole-stalls-the-certificate-${family}`,
      servers: [named(), long],
      faults: [filter('far', BACKWARD)],
      witnesses: [
        ping(family, 1400, true),
        sClient(handshake, { silentOn: /BEGIN CERT/ }),
        hasMatched('far'),
      ],
      ask: ask('https'),
      expect: fails('mtu.black-hole', {
        surfacedAt: 'tls',
        also: ['tls.stalls'],
        says: /large packets vanish on the way back/,
      }),
      never: elsewhere,
      fix: [clientRoute(family, `advmss ${family === 'v4' ? 1360 : 1340}`)],
    },
    {
      name: `mtu-black-hole-stalls-the-answer-${family}`,
      servers: [named(), http({ body: 'x'.repeat(50_000) })],
      faults: [filter('far', BACKWARD)],
      witnesses: [httpGet(at.server[family], 80, '/', { silentOn: /HTTP/ }), hasMatched('far')],
      ask: ask('http'),
      expect: fails('mtu.black-hole', {
        surfacedAt: 'app',
        also: ['app.no-reply'],
        says: /on the way back, above 1400 bytes/,
      }),
      never: elsewhere.filter((code) => code !== 'app.'),
      fix: [clientRoute(family, `advmss ${family === 'v4' ? 1360 : 1340}`)],
    },
    {
      // Nothing stalls in a small request; only who is told of uploads looks for it.
      name: `mtu-black-hole-of-uploads-${family}`,
      servers: [named(), http()],
      faults: [filter('far', FORWARD)],
      witnesses: [
        ping(family, 1401, false),
        httpGet(at.server[family], 80, '/', { says: /200 OK/ }),
        hasMatched('far'),
      ],
      ask: ask('http', '--symptom', 'small requests work, uploads hang'),
      expect: fails('mtu.black-hole', { says: /packets above 1400 bytes/ }),
      never: elsewhere,
      fix: [clientRoute(family, 'mtu 1400')],
    },
    {
      name: `mtu-is-well-whatever-the-complaint-${family}`,
      servers: [named(), long],
      witnesses: [ping(family, 1500, true)],
      ask: ask('https', '--symptom', 'small requests work, uploads hang'),
      expect: passes(),
      never: [...elsewhere, 'tls.', 'mtu.'],
    },
    {
      name: `mtu-reduced-is-no-fault-${family}`,
      servers: [named(), long],
      faults: middle(1400),
      witnesses: [tracepath(family, 1400)],
      ask: ask('https'),
      expect: passes(),
      never: [...elsewhere, 'tls.', 'mtu.black-hole'],
    },
    {
      name: `mtu-clamped-is-no-fault-${family}`,
      servers: [named(), long],
      faults: [
        filter('far', 'tcp flags & syn == syn tcp option maxseg size set 1300'),
        filter('far', 'meta length > 1400 counter drop'),
      ],
      witnesses: [
        ping(family, 1400, true),
        ping(family, 1401, false),
        sClient(handshake, { says: /Verify return code: 0/ }),
      ],
      ask: ask('https', '--symptom', 'large downloads hang'),
      expect: passes(),
      never: [...elsewhere, 'tls.', 'mtu.black-hole'],
    },
    {
      // Only the hello is dropped, for its size; segments as large pass when they hold something else.
      name: `large-hello-dropped-${family}`,
      servers: [named(), https()],
      faults: [filter('far', 'tcp dport 443 @ih,0,8 0x16 @ih,24,16 > 1000 counter drop')],
      witnesses: [ping(family, 1500, true), sClient(handshake, { says: /Verify return code: 0/ })],
      ask: ask('https'),
      expect: fails('tls.large-hello', { says: /full-size segments are acknowledged/ }),
      never: [...elsewhere.filter((code) => code !== 'tls.large-hello'), 'tls.stalls', 'mtu.black-hole'],
      fix: [clearFilter('far')],
    },
  ];
};

export const SIZES = [...ofSize('v4'), ...ofSize('v6')];
