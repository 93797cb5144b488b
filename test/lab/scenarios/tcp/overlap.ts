import { at } from '../../network/at.ts';
import { order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { named } from '../../serving/named.ts';
import { tcp } from '../../serving/tcp.ts';
import { http } from '../../serving/web.ts';

const PORT = 5000;
const ask = ['diagnose', `v4.lab.example:${PORT}`, '--source', 'local'];

/** A bridge of the client's own has the target's network. */
export const OVERLAP: readonly Scenario[] = [
  {
    name: 'tcp-local-overlap-own',
    servers: [named(), http()],
    faults: [
      order('client', 'ip link add docker0 type bridge'),
      order('client', 'ip link set docker0 up'),
      order('client', `ip address add ${at.server.v4}/24 dev docker0`),
    ],
    witnesses: [{ ...order('client', `ip route get ${at.server.v4}`), says: /local 10\.77\.3\.2 dev lo/ }],
    ask: ask,
    expect: fails('tcp.local-overlap'),
    never: ['tcp.timeout', 'tcp.rejected'],
    fix: [order('client', 'ip link del docker0'), { start: tcp({ port: PORT }) }],
  },
  {
    name: 'tcp-local-overlap-dead',
    servers: [named(), tcp({ port: PORT })],
    faults: [
      order('client', 'ip link add docker0 type bridge'),
      order('client', 'ip link add vethlocal master docker0 type veth peer name vethother'),
      order('client', 'ip link set vethlocal up'),
      order('client', 'ip link set vethother up'),
      order('client', 'ip link set docker0 up'),
      order('client', 'ip address add 10.77.3.1/24 dev docker0'),
    ],
    witnesses: [{ ...order('client', `ip route get ${at.server.v4}`), says: /dev docker0/ }],
    ask: ask,
    expect: fails('tcp.local-overlap'),
    never: ['tcp.timeout', 'tcp.rejected', 'tcp.no-route'],
    fix: [order('client', 'ip link del docker0')],
  },
];
