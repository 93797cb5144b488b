import { formatIp, unmapped } from '../../../core/address/ip.ts';
import type { SocketEnd } from '../../../core/world/sockets.ts';

/** One row of /proc/net/tcp or tcp6 (Linux Documentation/networking/proc_net_tcp.rst). */
export interface SocketRow {
  readonly local: SocketEnd;
  readonly remote: SocketEnd;
  /** By the names of RFC 9293; `other` for what the kernel has beside them. */
  readonly state: string;
  /** Bytes not yet acknowledged. */
  readonly txQueue: number;
  /** Bytes not yet read; of a listener, the connections that wait to be accepted. */
  readonly rxQueue: number;
  /** Which timer runs: `retransmit`, `keepalive`, `time-wait`, `zero-window`, `none`. */
  readonly timer: string;
  /** Until it expires, in hundredths of a second. */
  readonly timerLeft: number;
  readonly retransmits: number;
  /** 0 when no process owns the socket any more. */
  readonly inode: number;
}

// include/net/tcp_states.h, from 1.
const STATES = [
  'ESTABLISHED',
  'SYN-SENT',
  'SYN-RECEIVED',
  'FIN-WAIT-1',
  'FIN-WAIT-2',
  'TIME-WAIT',
  'CLOSED',
  'CLOSE-WAIT',
  'LAST-ACK',
  'LISTEN',
  'CLOSING',
];
const TIMERS = ['none', 'retransmit', 'keepalive', 'time-wait', 'zero-window'];

const ROW =
  /^\s*\d+: ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{8}|[0-9A-F]{32}):([0-9A-F]{4}) ([0-9A-F]{2}) ([0-9A-F]{8}):([0-9A-F]{8}) ([0-9A-F]{2}):([0-9A-F]{8}) ([0-9A-F]{8}) +\d+ +\d+ (\d{1,15})(?: |$)/;

/** Reads a row; undefined for the heading and for anything else. Addresses are 32-bit words in the machine's own order. */
export function parseSocketRow(line: string, littleEndian: boolean): SocketRow | undefined {
  const fields = ROW.exec(line);
  if (!fields) return undefined;
  const [, local = '', localPort, remote = '', remotePort, state, tx, rx, timer, left, retransmits, inode] =
    fields;
  const hex = (text = ''): number => Number.parseInt(text, 16);
  return {
    local: { address: address(local, littleEndian), port: hex(localPort) },
    remote: { address: address(remote, littleEndian), port: hex(remotePort) },
    state: STATES[hex(state) - 1] ?? 'other',
    txQueue: hex(tx),
    rxQueue: hex(rx),
    timer: TIMERS[hex(timer)] ?? 'other',
    timerLeft: hex(left),
    retransmits: hex(retransmits),
    inode: Number(inode),
  };
}

/** An IPv4-mapped address is written as the IPv4 address that goes over the wire. */
function address(text: string, littleEndian: boolean): string {
  const words = text.match(/.{8}/g) ?? [];
  const value = BigInt(`0x${words.map((word) => (littleEndian ? reversed(word) : word)).join('')}`);
  if (words.length === 1) return formatIp({ family: 4, value });
  return formatIp(unmapped({ family: 6, value }));
}

const reversed = (word: string): string => (word.match(/../g) ?? []).toReversed().join('');
