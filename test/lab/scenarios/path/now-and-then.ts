import { at } from '../../network/at.ts';
import { clearFilter, filter, filterScript } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { warns, works } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import type { Server } from '../../serving/server.ts';
import { tcp } from '../../serving/tcp.ts';
import { https } from '../../serving/web.ts';
import { target } from '../tcp/refusing.ts';

const PORT = 5000;
const sometimes = [
  'diagnose',
  target(at.server.v4, PORT),
  '--source',
  'local',
  '--symptom',
  'it fails sometimes',
];

/** Several connections of netcat, and how many of them must open and fail. */
const several = (count: number): Scenario['witnesses'][number] => ({
  at: 'client',
  run: [
    'sh',
    '-c',
    `ok=0; bad=0; for i in $(seq ${count}); do if nc -n -z -w 1 ${at.server.v4} ${PORT}; then ok=$((ok+1)); else bad=$((bad+1)); fi; sleep 0.03; done; echo $ok opened, $bad failed; test $ok -gt 0 -a $bad -gt 0`,
  ],
});

/** nft statements that let every second source port, with all its packets, pass as `good` and treat the others so. */
const everySecondPort = (chain: string, match: string, treat: string): string => `
  add set inet lab good { type inet_service; timeout 60s; }
  add set inet lab bad { type inet_service; timeout 60s; }
  add rule inet lab ${chain} ${match} tcp dport ${PORT} tcp sport @bad counter ${treat}
  add rule inet lab ${chain} ${match} tcp dport ${PORT} tcp sport @good accept
  add rule inet lab ${chain} ${match} tcp dport ${PORT} numgen inc mod 2 0 add @bad { tcp sport } counter ${treat}
  add rule inet lab ${chain} ${match} tcp dport ${PORT} add @good { tcp sport }
`;

/** At the far router a rule against the port comes and goes, each for so many seconds. */
const flapping = (rule: string, seconds: number): Server => ({
  name: 'flapping',
  at: 'far',
  run: [
    'sh',
    '-c',
    `while :; do nft add rule inet lab FORWARD tcp dport ${PORT} counter ${rule}; sleep ${seconds}; nft flush chain inet lab FORWARD; sleep ${seconds}; done`,
  ],
  ports: {},
});

/** Faults that some packets meet and others do not. */
export const NOW_AND_THEN: readonly Scenario[] = [
  {
    name: 'tcp-flaky-every-second-connection',
    servers: [tcp({ port: PORT })],
    faults: [filterScript('far', everySecondPort('FORWARD', 'iifname m1', 'drop'))],
    witnesses: [several(4), hasMatched('far')],
    ask: sometimes,
    expect: warns('tcp.flaky'),
    never: ['tcp.timeout', 'tcp.slow', 'mtu.'],
    fix: [clearFilter('far')],
  },
  {
    name: 'tcp-flaky-one-of-two-paths-is-dead',
    servers: [tcp({ port: PORT })],
    faults: [
      order('near', 'ip route add 10.77.3.0/24 via 10.77.4.2 table 77'),
      order('near', 'ip rule add fwmark 1 table 77'),
      filterScript('near', everySecondPort('PREROUTING', 'iifname c1', 'meta mark set 1 accept')),
      filter('far', 'iifname n1 counter drop'),
    ],
    witnesses: [several(4), hasMatched('far')],
    ask: sometimes,
    expect: warns('tcp.flaky'),
    never: ['tcp.timeout', 'tcp.slow', 'mtu.'],
    fix: [clearFilter('far')],
  },
  {
    name: 'tcp-flaky-comes-and-goes',
    servers: [tcp({ port: PORT }), flapping('reject with tcp reset', 0.1)],
    witnesses: [several(20)],
    ask: sometimes,
    expect: warns('tcp.flaky'),
    never: ['tcp.timeout', 'tcp.refused', 'mtu.'],
    fix: [{ stop: 'flapping' }, clearFilter('far')],
  },
  {
    name: 'tcp-flaky-comes-and-goes-in-seconds',
    servers: [tcp({ port: PORT }), flapping('reject with tcp reset', 1)],
    witnesses: [several(60)],
    ask: sometimes,
    expect: warns('tcp.flaky'),
    never: ['tcp.timeout', 'tcp.refused', 'mtu.'],
    fix: [{ stop: 'flapping' }, clearFilter('far')],
  },
  {
    // A connection that meets it opens when a SYN is sent again in better times.
    name: 'tcp-slow-drops-come-and-go',
    servers: [tcp({ port: PORT }), flapping('drop', 1.5)],
    witnesses: [several(20)],
    ask: sometimes,
    expect: warns('tcp.slow'),
    never: ['tcp.timeout', 'tcp.refused', 'tcp.flaky', 'mtu.'],
    fix: [{ stop: 'flapping' }, clearFilter('far')],
  },
  {
    name: 'loss-of-5-percent-is-no-outage',
    site: { roundTripMs: 10 },
    servers: [named(), https()],
    // Every twentieth packet, so that the same packet is not lost twice running.
    faults: [filter('near', 'numgen inc mod 20 0 counter drop')],
    witnesses: [
      {
        ...order('client', `ping -c 200 -i 0.005 -W 1 ${at.server.v4}`),
        ends: 'either',
        silentOn: / 0% packet loss|100% packet loss/,
      },
      hasMatched('near'),
    ],
    ask: ['diagnose', 'https://www.lab.example/', '--source', 'local', '--ca', 'pki/root.pem'],
    expect: works,
    never: ['dns.', 'tcp.timeout', 'tls.', 'app.', 'mtu.'],
    times: 10,
  },
];
