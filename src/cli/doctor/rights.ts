import type { Machine } from './machine.ts';
import type { Line } from './line.ts';

/** What this process may do, and what it can read of the kernel. */
export function rightsLines({ rights, kernelFiles }: Machine): Line[] {
  return [user(rights), counters(kernelFiles), sockets(kernelFiles)];
}

function user({ root, rawPackets, noNewPrivileges }: Machine['rights']): Line {
  const who = root ? 'root' : 'ordinary user';
  const raw = rawPackets === null ? '' : rawPackets ? ', raw packets allowed' : ', no raw packets';
  const locked = noNewPrivileges === true ? ', no_new_privs: ping and mtr lose their rights' : '';
  return {
    mark: 'yes',
    name: 'rights',
    says: `${who}${raw}${locked}; every probe of this version works without any`,
  };
}

function counters(files: Machine['kernelFiles']): Line {
  return files['/proc/self/net/snmp'] === true && files['/proc/self/net/netstat'] === true
    ? { mark: 'yes', name: 'kernel counters', says: 'a reset and an ICMP rejection can be told apart' }
    : { mark: 'no', name: 'kernel counters', says: 'not here: a reset and an ICMP rejection look the same' };
}

function sockets(files: Machine['kernelFiles']): Line {
  return files['/proc/self/net/tcp'] === true
    ? {
        mark: 'yes',
        name: 'socket table',
        says: 'listeners and established connections of this machine are seen',
      }
    : {
        mark: 'no',
        name: 'socket table',
        says: 'not here: stale connection pools and loopback-only listeners are not seen',
      };
}
