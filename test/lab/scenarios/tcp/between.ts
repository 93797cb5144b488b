import { at } from '../../network/at.ts';
import { order } from '../../network/host.ts';
import { unknown, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { dig, opens } from '../../play/witnesses.ts';
import { pooled } from '../../serving/ends.ts';
import { named } from '../../serving/named.ts';
import { tcp } from '../../serving/tcp.ts';
import { LAB_RECORDS, zone } from '../../serving/zone.ts';
import { target } from './refusing.ts';

const PORT = 5000;
const BALANCER = 'front-0123456789abcdef.elb.eu-central-1.amazonaws.com';

/** Something between answers for the server, or forgets. */
export const BETWEEN: readonly Scenario[] = [
  ...(['v4', 'v6'] as const).map((family): Scenario => {
    const table = `${family === 'v4' ? 'ip' : 'ip6'} box`;
    // The addresses that nobody has, of the documentation networks that the lab does not use (RFC 5737, RFC 9637).
    const nobody = family === 'v4' ? '192.0.2.1' : '3fff::1';
    return {
      name: `tcp-middlebox-accepts-everything-${family}`,
      servers: [tcp({ port: PORT }), tcp({ name: 'middlebox', at: 'near', port: 6000 })],
      faults: [
        {
          at: 'near',
          run: ['nft', '-f', '-'],
          input: `add table ${table}
          add chain ${table} pre { type nat hook prerouting priority -100; }
          add rule ${table} pre tcp dport ${PORT} counter redirect to :6000
        `,
        },
      ],
      witnesses: [
        opens(nobody, PORT),
        { ...order('near', `nft list table ${table}`), says: /counter packets [1-9]/ },
      ],
      ask: ['diagnose', target(at.server[family], PORT), '--source', 'local'],
      expect: unknown({ says: new RegExp(nobody.replaceAll('.', '\\.')) }),
      never: ['tcp.', 'mtu.'],
      fix: [order('near', `nft delete table ${table}`)],
    };
  }),
  {
    name: 'tcp-idle-timeout-of-a-balancer',
    servers: [
      named({
        options: ['allow-recursion { any; };'],
        zones: {
          '.': zone('.', [`ns.lab.example. A ${at.resolver.v4}`]),
          'lab.example': zone('lab.example.', [...LAB_RECORDS, `front CNAME ${BALANCER}.`]),
          'elb.eu-central-1.amazonaws.com': zone('elb.eu-central-1.amazonaws.com.', [
            `${BALANCER}. A ${at.server.v4}`,
          ]),
        },
      }),
      tcp({ port: PORT }),
    ],
    faults: [{ start: pooled(at.server.v4, PORT) }, order('client', 'sleep 1.5')],
    witnesses: [
      dig(at.resolver.v4, 'front.lab.example A', { says: /CNAME[^]*amazonaws/ }),
      {
        ...order('client', `ss -tnoH dst ${at.server.v4}`),
        says: /ESTAB.*10\.77\.3\.2:5000/,
        silentOn: /timer:\(keepalive/,
      },
    ],
    ask: ['diagnose', `front.lab.example:${PORT}`, '--source', 'local'],
    expect: warns('tcp.idle-timeout'),
    never: ['tcp.timeout', 'tcp.flaky', 'app.'],
    fix: [{ stop: 'pooled' }],
  },
];
