import { at } from '../../network/at.ts';
import { order } from '../../network/host.ts';
import { fails } from '../../play/expecting.ts';
import type { Scenario } from '../../play/scenario.ts';
import { nc } from '../../play/witnesses.ts';
import { tcp } from '../../serving/tcp.ts';
import { type Family, target } from './refusing.ts';

const PORT = 5000;

/** The client's own kernel has no way to send. */
const noWay = (family: Family): readonly Scenario[] => {
  const ip = family === 'v4' ? 'ip' : 'ip -6';
  const via = family === 'v4' ? '10.77.1.1' : '2001:db8:77:1::1';
  const special = (kind: string, says: RegExp): Scenario => ({
    name: `tcp-no-route-${kind}-${family}`,
    servers: [tcp({ port: PORT })],
    faults: [order('client', `${ip} route add ${kind} ${at.server[family]}`)],
    witnesses: [nc(at.server[family], PORT, { ends: 'fails', says })],
    ask: ['diagnose', target(at.server[family], PORT), '--source', 'local'],
    expect: fails('tcp.no-route', { says: new RegExp(`"${kind}" route|no way`) }),
    never: ['tcp.rejected', 'tcp.timeout', 'tcp.refused', 'mtu.'],
    fix: [order('client', `${ip} route del ${kind} ${at.server[family]}`)],
  });
  return [
    {
      ...special('none', /unreachable/),
      faults: [order('client', `${ip} route del default`)],
      expect: fails('tcp.no-route', { says: /no route leads there/ }),
      fix: [order('client', `${ip} route add default via ${via}`)],
    },
    special('unreachable', /No route to host/),
    special('prohibit', /Permission denied/),
    special('blackhole', /Invalid argument/),
  ];
};

export const NO_WAY = [...noWay('v4'), ...noWay('v6')];
