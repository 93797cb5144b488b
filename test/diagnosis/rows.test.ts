import { expect, test } from 'vitest';
import { LAYERS } from '../../src/core/layer.ts';
import { rowsOf } from '../../src/diagnosis/rows.ts';
import { fail, pass, said, skipped, warn } from './sample.ts';

const nowhere = { clusterPossible: false, loopback: false, sizeSuspected: false };

test('no layer is silently absent, and they stand in walking order', () => {
  const rows = rowsOf([pass('tcp', said('accepted')), skipped('dns', said('an address'))], nowhere);
  expect(rows.map((row) => row.layer)).toEqual(LAYERS.filter((layer) => layer !== 'tls' && layer !== 'app'));
});

test('layers that passed several times are one row that keeps all evidence', () => {
  const rows = rowsOf([pass('dns', said('A')), pass('dns', said('AAAA'))], nowhere);
  const dns = rows.filter((row) => row.layer === 'dns');
  expect(dns).toHaveLength(1);
  expect(dns[0]?.evidence).toContain('AAAA');
});

test('two faults of a layer are two rows', () => {
  const rows = rowsOf([fail('tls.expired', said('old')), warn('tls.stalls', said('slow'))], nowhere);
  expect(rows.filter((row) => row.layer === 'tls').map((row) => row.code)).toEqual([
    'tls.expired',
    'tls.stalls',
  ]);
});

test.each([
  ['tcp.timeout', { firewall: 'unknown', policy: 'unknown', service: 'unknown', mtu: 'skipped' }, true],
  ['tcp.timeout', { firewall: 'unknown', policy: 'skipped', service: 'skipped', mtu: 'skipped' }, false],
  ['tls.stalls', { firewall: 'skipped', policy: 'skipped', service: 'skipped', mtu: 'unknown' }, true],
  ['tls.expired', { firewall: 'skipped', policy: 'skipped', service: 'skipped', mtu: 'skipped' }, true],
] as const)(
  'after %s a layer that cannot be looked at is unknown where the cause may hide: %j',
  (code, expected, clusterPossible) => {
    const rows = rowsOf([fail(code, said('it failed'))], {
      clusterPossible,
      loopback: false,
      sizeSuspected: false,
    });
    for (const [layer, status] of Object.entries(expected)) {
      expect(rows.find((row) => row.layer === layer)).toMatchObject({ layer, status });
    }
  },
);

test('a complaint about sizes makes the MTU a suspect', () => {
  const rows = rowsOf([pass('tcp', said('accepted'))], {
    clusterPossible: false,
    loopback: false,
    sizeSuspected: true,
  });
  expect(rows.find((row) => row.layer === 'mtu')?.status).toBe('unknown');
});

test('an unknown row says what would let us look', () => {
  const rows = rowsOf([fail('tcp.timeout', said('dropped'))], {
    clusterPossible: true,
    loopback: false,
    sizeSuspected: true,
  });
  for (const row of rows.filter((each) => each.status === 'unknown')) expect(row.fix?.summary).toMatch(/./);
});

test('towards loopback nothing lies between that could be the cause', () => {
  const rows = rowsOf([fail('tcp.timeout', said('dropped'))], {
    ...nowhere,
    clusterPossible: true,
    loopback: true,
  });
  expect(rows.find((row) => row.layer === 'firewall')?.status).toBe('skipped');
});

test('a layer that only another layer’s tool could see is not skipped beside what it saw', () => {
  const outOfSight = skipped('tls', said('the proxy does this'));
  const seen = fail('tls.expired', said('opened on the way'));
  const blocked = skipped('app', { ...said('no connection'), blockedBy: 'tcp' });
  const rows = rowsOf([outOfSight, blocked, seen], nowhere).filter(({ layer }) => /tls|app/.test(layer));
  expect(rows.map(({ layer, status }) => [layer, status])).toEqual([
    ['tls', 'fail'],
    ['app', 'skipped'],
  ]);
});

test('towards loopback sizes are no matter', () => {
  const rows = rowsOf([pass('tcp', said('accepted'))], { ...nowhere, loopback: true, sizeSuspected: true });
  expect(rows.find((row) => row.layer === 'mtu')).toMatchObject({
    status: 'skipped',
    summary: 'nothing lies between',
  });
});
