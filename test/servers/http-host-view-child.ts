import { readFileSync } from 'node:fs';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { hostView } from '../../src/world/vantage/local/host-view.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';

// Runs inside a network namespace and prints what hostView sees, and what was sent meanwhile.
const view = await hostView(thisMachine(addressPolicy()))(
  ['10.9.0.2', '198.51.100.7', '2001:db8::1'],
  new AbortController().signal,
);
const [names = '', values = ''] = readFileSync('/proc/self/net/snmp', 'latin1')
  .split('\n')
  .filter((line) => line.startsWith('Udp:'));
const datagrams = Number(values.split(' ')[names.split(' ').indexOf('OutDatagrams')]);
const arp = readFileSync('/proc/self/net/arp', 'latin1').trim().split('\n').slice(1);
process.stdout.write(JSON.stringify({ view, sent: { datagrams, arp } }));
