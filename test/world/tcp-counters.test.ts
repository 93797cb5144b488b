import { describe, expect, test } from 'vitest';
import { counterDeltas, parseCounters, readCounters } from '../../src/world/vantage/local/counters.ts';
import { needs } from '../needs.ts';

const SNMP = [
  'Icmp: InMsgs InErrors InCsumErrors InDestUnreachs InTimeExcds OutDestUnreachs',
  'Icmp: 9 1 0 5 2 3',
  'Tcp: RtoAlgorithm RtoMin RtoMax MaxConn AttemptFails',
  'Tcp: 1 200 120000 -1 7',
  'TcpExt: SyncookiesSent ListenOverflows TCPSynRetrans',
  'TcpExt: 0 4 11',
].join('\n');
const SNMP6 = 'Icmp6InDestUnreachs             \t3\nIcmp6InErrors\t1\nIp6OutNoRoutes                  \t2\n';

describe('kernel counters', () => {
  test('are read by name', () => {
    const counters = parseCounters(SNMP, SNMP6);
    expect(counters.get('IcmpInDestUnreachs')).toBe(5);
    expect(counters.get('TcpMaxConn')).toBe(-1);
    expect(counters.get('TcpExtTCPSynRetrans')).toBe(11);
    expect(counters.get('Icmp6InDestUnreachs')).toBe(3);
  });

  test('differences are those of the family that was used', () => {
    const before = parseCounters(SNMP, SNMP6);
    const after = parseCounters(
      SNMP.replace('9 1 0 5 2 3', '12 2 0 8 2 4').replace('-1 7', '-1 8'),
      SNMP6.replace('\t3', '\t5'),
    );
    expect(counterDeltas(before, after, 4)).toEqual({
      icmpDestUnreachIn: 3,
      icmpTimeExceededIn: 0,
      icmpUnmatched: 1,
      icmpDestUnreachOut: 1,
      attemptFails: 1,
      synRetransmits: 0,
      listenOverflows: 0,
      noRoutes: 0,
    });
    expect(counterDeltas(before, after, 6)).toMatchObject({ icmpDestUnreachIn: 2, icmpUnmatched: 0 });
  });

  test('of this machine are there', needs({ linux: true }), async () => {
    const counters = await readCounters('/proc/self/net');
    for (const name of [
      'IcmpInDestUnreachs',
      'TcpAttemptFails',
      'TcpExtTCPSynRetrans',
      'TcpExtListenOverflows',
      'IpOutNoRoutes',
    ]) {
      expect(counters?.has(name)).toBe(true);
    }
    expect(await readCounters('/nonexistent')).toBeUndefined();
  });
});
