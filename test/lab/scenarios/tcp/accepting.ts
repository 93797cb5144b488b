import { at } from '../../network/at.ts';
import { clearFilter, filter } from '../../network/filter.ts';
import { order } from '../../network/host.ts';
import { fails, passes, warns } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { hasMatched, isDropped, isRefused, nc, opens } from '../../play/witnesses.ts';
import { named } from '../../serving/named.ts';
import { tcp } from '../../serving/tcp.ts';
import { target } from './refusing.ts';

const PORT = 5000;
const byAddress = ['diagnose', target(at.server.v4, PORT), '--source', 'local'];
const byName = (name: string): string[] => ['diagnose', `${name}.lab.example:${PORT}`, '--source', 'local'];

/** Connections open, all of them or some, and something is wrong nevertheless. */
export const ACCEPTING: readonly Scenario[] = [
  {
    name: 'tcp-reset-after-connect',
    servers: [tcp({ port: PORT })],
    // Its own ACK, the third segment of the handshake, brings the client a reset.
    faults: [
      filter('far', `tcp dport ${PORT} tcp flags & (syn|ack|fin|rst) == ack counter reject with tcp reset`),
    ],
    witnesses: [reads('Connection reset'), hasMatched('far')],
    ask: byAddress,
    expect: fails('tcp.reset-after-connect'),
    never: ['tcp.refused', 'tcp.timeout', 'tcp.silent', 'tcp.flaky', 'tls.', 'mtu.'],
    fix: [clearFilter('far')],
  },
  {
    name: 'tcp-silent',
    servers: [tcp({ port: 22 })],
    witnesses: [opens(at.server.v4, 22)],
    ask: ['diagnose', `ssh://${at.server.v4}`, '--source', 'local'],
    expect: fails('tcp.silent'),
    never: ['tcp.timeout', 'tcp.reset-after-connect', 'mtu.'],
    fix: [{ stop: 'tcp' }, { start: tcp({ port: 22, greeting: 'SSH-2.0-lab\r\n' }) }],
  },
  {
    name: 'tcp-one-family-v6',
    servers: [named(), tcp({ port: PORT })],
    faults: [filter('far', `meta nfproto ipv6 tcp dport ${PORT} counter drop`)],
    witnesses: [isDropped(at.server.v6, PORT), opens(at.server.v4, PORT), hasMatched('far')],
    ask: byName('www'),
    expect: warns('tcp.one-family'),
    never: ['tcp.timeout', 'tcp.one-backend', 'tcp.flaky', 'mtu.'],
    fix: [clearFilter('far')],
  },
  {
    name: 'tcp-one-family-v4',
    servers: [named(), tcp({ port: PORT })],
    faults: [filter('far', `meta nfproto ipv4 tcp dport ${PORT} counter reject with tcp reset`)],
    witnesses: [isRefused(at.server.v4, PORT), opens(at.server.v6, PORT), hasMatched('far')],
    ask: byName('www'),
    expect: warns('tcp.one-family'),
    never: ['tcp.refused', 'tcp.one-backend', 'tcp.flaky', 'mtu.'],
    fix: [clearFilter('far')],
  },
  {
    name: 'tcp-one-backend',
    servers: [named(), tcp({ port: PORT })],
    faults: [filter('far', `ip daddr ${at.spare.v4} counter drop`)],
    witnesses: [isDropped(at.spare.v4, PORT), opens(at.server.v4, PORT), hasMatched('far')],
    ask: byName('pair'),
    expect: warns('tcp.one-backend', { says: /10\.77\.3\.3/ }),
    never: ['tcp.timeout', 'tcp.one-family', 'tcp.flaky', 'mtu.'],
    fix: [clearFilter('far')],
  },
  {
    name: 'tcp-no-ipv6-at-the-client-is-no-fault',
    servers: [named(), tcp({ port: PORT })],
    faults: [order('client', 'ip -6 route del default'), order('client', 'ip -6 address flush dev c0')],
    witnesses: [nc(at.server.v6, PORT, { ends: 'fails', says: /unreachable/ }), opens(at.server.v4, PORT)],
    ask: byName('www'),
    expect: passes(),
    never: ['tcp.', 'dns.'],
  },
  {
    name: 'tcp-slow',
    servers: [tcp({ port: PORT })],
    // Of each connection the first SYN is lost, and the one sent a second later passes.
    faults: [
      filter(
        'far',
        `tcp dport ${PORT} tcp flags & (syn|ack) == syn meter first { tcp sport timeout 9s limit rate over 1/week burst 1 packets } accept`,
      ),
      filter('far', `tcp dport ${PORT} tcp flags & (syn|ack) == syn counter drop`),
    ],
    witnesses: [
      {
        at: 'client',
        run: [
          'sh',
          '-c',
          `t=$(date +%s%N); nc -n -z -v -w 4 ${at.server.v4} ${PORT}; test $(($(date +%s%N)-t)) -ge 900000000`,
        ],
        says: /succeeded/,
      },
      hasMatched('far'),
    ],
    ask: byAddress,
    expect: warns('tcp.slow'),
    never: ['tcp.timeout', 'tcp.flaky', 'tcp.backlog-full', 'mtu.'],
    fix: [clearFilter('far')],
  },
];

/** What reading from a connection to the server ends with. */
function reads(ending: string): Scenario['witnesses'][number] {
  return {
    at: 'client',
    run: [
      'python3',
      '-c',
      `import socket; s = socket.create_connection(("${at.server.v4}", ${PORT})); s.recv(1)`,
    ],
    ends: 'fails',
    says: new RegExp(ending),
  };
}
