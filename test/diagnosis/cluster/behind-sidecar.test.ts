import { expect, test } from 'vitest';
import { behindSidecar } from '../../../src/diagnosis/cluster/behind-sidecar.ts';
import { verdictOf } from '../../../src/diagnosis/verdict.ts';
import { fail, pass, said } from '../sample.ts';

const accepted = pass('tcp', said('accepts'));
const denied = fail('policy.egress-denied', said('denied'));

test('what a sidecar accepts and the policies deny is neither known to pass nor to fail', () => {
  const rows = [...behindSidecar([accepted, denied], 'istio-proxy')];
  expect(rows.map(({ layer, status }) => [layer, status])).toEqual([
    ['tcp', 'unknown'],
    ['policy', 'unknown'],
  ]);
  expect(verdictOf([{ from: 'shop/api-0', to: 'db:5432', rows }]).status).toBe('unknown');
});

test('without a mesh, without a denial, or with an answer above TCP it stays as it is', () => {
  for (const [rows, mesh] of [
    [[accepted, denied], undefined],
    [[accepted, pass('policy', said('allowed'))], 'istio-proxy'],
    [[accepted, denied, pass('app', said('200'))], 'istio-proxy'],
    [[fail('tcp.timeout', said('dropped')), denied], 'istio-proxy'],
    [[accepted, fail('policy.egress-dns-denied', said('no names'))], 'ambient'],
  ] as const)
    expect(behindSidecar(rows, mesh)).toEqual(rows);
});
