import { describe, expect, test } from 'vitest';
import type { SocketTable } from '../../src/core/world/sockets.ts';
import { judgeStalePool } from '../../src/tools/http-probe/evaluate/stale-pool.ts';

type Row = [
  address: string,
  txQueue?: number,
  retransmits?: number,
  state?: SocketTable['established'][number]['state'],
];
const table = (...rows: Row[]): SocketTable => ({
  available: true,
  established: rows.map(([address, txQueue = 0, retransmits = 0, state = 'ESTABLISHED'], at) => ({
    local: { address: '10.0.0.1', port: 40_000 + at },
    remote: { address, port: 5432 },
    state,
    txQueue,
    retransmits,
  })),
  listeners: [],
  more: 0,
});
const claimed = (rows: Row[], port = 5432, today = ['10.0.0.7'], named = true) =>
  judgeStalePool(table(...rows), port, today, 'test', named).check?.code ?? null;

describe('sockets outside today’s answer', () => {
  test.each<[string, ReturnType<typeof claimed>, string | null]>([
    ['on a port that another service may use as well', claimed([['10.0.0.9']]), null],
    ['that retransmit, on a port that few share', claimed([['10.0.0.9', 100, 5]]), 'app.stale-pool'],
    ['on 443, where everybody goes', claimed([['10.0.0.9']], 443), null],
    ['none', claimed([['10.0.0.7'], ['::ffff:10.0.0.7']]), null],
    ['IPv6 in another spelling', claimed([['2001:db8:0:0::7']], 5432, ['2001:db8::7']), null],
    ['still connecting', claimed([['10.0.0.9', 0, 0, 'SYN-SENT']]), null],
    ['when the caller gave the address', claimed([['10.0.0.9']], 5432, ['10.0.0.7'], false), null],
    ['when there is no answer today', claimed([['10.0.0.9']], 5432, []), null],
  ])('%s', (_, code, expected) => expect(code).toBe(expected));

  test('are told with their doubt, and noted where nothing is claimed', () => {
    const { check } = judgeStalePool(table(['10.0.0.9', 100, 5]), 5432, ['10.0.0.7'], 'test');
    expect(check).toMatchObject({
      status: 'warn',
      evidence: [
        '10.0.0.9, not among today’s 10.0.0.7: 100 bytes unacknowledged, 5 retransmissions',
        expect.stringContaining('another service'),
      ],
    });
    for (const port of [443, 5432]) {
      expect(judgeStalePool(table(['10.0.0.9']), port, ['10.0.0.7'], 'test')).toEqual({
        note: expect.stringContaining('of other services'),
      });
    }
  });
});

describe('sockets that retransmit', () => {
  test.each<[string, ReturnType<typeof claimed>, string | null]>([
    ['to today’s address', claimed([['10.0.0.7', 100, 5]]), 'app.stale-pool'],
    ['to today’s address on 443', claimed([['10.0.0.7', 100, 5]], 443), 'app.stale-pool'],
    ['to another address on 443', claimed([['10.0.0.9', 100, 5]], 443), null],
    ['once, as any may', claimed([['10.0.0.7', 100, 1]]), null],
    ['with nothing to send', claimed([['10.0.0.7', 0, 5]]), null],
    [
      'to another than the address that the caller gave',
      claimed([['10.0.0.9', 100, 5]], 5432, ['10.0.0.7'], false),
      null,
    ],
  ])('%s', (_, code, expected) => expect(code).toBe(expected));
});
