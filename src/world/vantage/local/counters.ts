import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CounterDeltas } from '../../../core/world/dial.ts';

/** Kernel counters by the kernel's own names, e.g. "TcpAttemptFails", "Icmp6InDestUnreachs". */
export type Counters = ReadonlyMap<string, number>;

const NAMES = {
  4: {
    icmpDestUnreachIn: 'IcmpInDestUnreachs',
    icmpTimeExceededIn: 'IcmpInTimeExcds',
    icmpUnmatched: 'IcmpInErrors',
    icmpDestUnreachOut: 'IcmpOutDestUnreachs',
    noRoutes: 'IpOutNoRoutes',
  },
  6: {
    icmpDestUnreachIn: 'Icmp6InDestUnreachs',
    icmpTimeExceededIn: 'Icmp6InTimeExcds',
    icmpUnmatched: 'Icmp6InErrors',
    icmpDestUnreachOut: 'Icmp6OutDestUnreachs',
    noRoutes: 'Ip6OutNoRoutes',
  },
} as const;

/**
 * Reads the text of snmp and netstat (RFC 4293 and RFC 4022 objects and Linux's own: a line of names, then a line of
 * values, each after the group's name) and of snmp6 (a name and a value a line). Lines that are neither are left out.
 */
export function parseCounters(pairs: string, single: string): Counters {
  const counters = new Map<string, number>();
  const keep = (name: string, value: string | undefined): void => {
    if (value !== undefined && /^-?\d{1,20}$/.test(value)) counters.set(name, Number(value));
  };
  let names: readonly string[] = [];
  for (const line of pairs.split('\n')) {
    const words = line.trim().split(/\s+/);
    const group = words[0]?.replace(/:$/, '') ?? '';
    if (names[0] !== words[0]) names = words;
    else {
      for (const [index, name] of names.entries()) if (index > 0) keep(group + name, words[index]);
      names = [];
    }
  }
  for (const line of single.split('\n')) {
    const [name = '', value] = line.trim().split(/\s+/);
    keep(name, value);
  }
  return counters;
}

/** The counters now, or undefined where they cannot be read. A kernel without IPv6 has no snmp6. */
export async function readCounters(proc: string): Promise<Counters | undefined> {
  const read = (file: string) => readFile(join(proc, file), 'latin1');
  try {
    const [snmp, netstat, snmp6] = await Promise.all([
      read('snmp'),
      read('netstat'),
      read('snmp6').catch(() => ''),
    ]);
    return parseCounters(`${snmp}\n${netstat}`, snmp6);
  } catch {
    return undefined;
  }
}

/** What changed between two readings, for the family of one attempt. */
export function counterDeltas(
  before: Counters,
  after: Counters,
  family: 4 | 6,
): Omit<CounterDeltas, 'overlapped'> {
  const delta = (name: string): number => (after.get(name) ?? 0) - (before.get(name) ?? 0);
  const of = NAMES[family];
  return {
    icmpDestUnreachIn: delta(of.icmpDestUnreachIn),
    icmpTimeExceededIn: delta(of.icmpTimeExceededIn),
    icmpUnmatched: delta(of.icmpUnmatched),
    icmpDestUnreachOut: delta(of.icmpDestUnreachOut),
    attemptFails: delta('TcpAttemptFails'),
    synRetransmits: delta('TcpExtTCPSynRetrans'),
    listenOverflows: delta('TcpExtListenOverflows'),
    noRoutes: delta(of.noRoutes),
  };
}
