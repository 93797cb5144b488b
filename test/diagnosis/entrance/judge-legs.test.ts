import { expect, test } from 'vitest';
import { type Check, claims, unknown } from '../../../src/core/check.ts';
import type { Entrance, Entrances } from '../../../src/diagnosis/entrance/entrances.ts';
import { backendBlamed, behindChecks, gateHeldAgainst } from '../../../src/diagnosis/entrance/judge-legs.ts';
import type { WalkedLeg } from '../../../src/diagnosis/walk.ts';
import { failures } from '../../../src/tools/service-audit/failures.ts';
import { fail, findingOf, pass, said, skipped } from '../sample.ts';

const claim = claims(failures);
const entrance: Entrance = { kind: 'Ingress', namespace: 'shop', name: 'web', addresses: [], gateways: [] };
const found: Entrances = { source: 'live', naming: 1, entrance, failures: [] };
const pod = { pod: { namespace: 'ingress-nginx', name: 'controller-0' }, found: 1 };
const legOf = (checks: Check[], read: Check[]): WalkedLeg => ({
  from: 'Ingress shop/web',
  to: 'Service shop/cart:80',
  end: { host: '10.96.0.7', port: 80 },
  checks,
  looked: {},
  audited: { service: { finding: findingOf('service_audit', read) } },
  further: [],
  interrupted: false,
});
const empty = fail('service.no-endpoints', said('selects no pod'));
const unsent = skipped('tcp', said('not probed'));
const gave = (status: number | undefined, modelled = false) => ({ status, modelled });

test('the failure of the next leg is the backend’s, with its fix', () => {
  const leg = legOf([unsent], [empty]);
  const behind = behindChecks(leg, found, gave(503));
  expect(backendBlamed(entrance, leg, behind, gave(503), true)).toMatchObject([
    {
      code: 'ingress.backend',
      status: 'fail',
      fix: empty.fix,
      evidence: ['it answered 503', expect.anything()],
    },
  ]);
  expect(backendBlamed(entrance, leg, behind, gave(undefined, true), true)).toHaveLength(1);
});

test('without a failure there, or with another answer, it is not claimed', () => {
  const well = legOf([unsent], [pass('service', said('one pod'))]);
  expect(backendBlamed(entrance, well, behindChecks(well, found, gave(503)), gave(503), true)).toEqual([]);
  const leg = legOf([unsent], [empty]);
  for (const status of [404, 403, 500])
    expect(backendBlamed(entrance, leg, behindChecks(leg, found, gave(status)), gave(status), true)).toEqual(
      [],
    );
});

test('where something else may have answered it is a warning', () => {
  const leg = legOf([unsent], [empty]);
  const [blamed] = backendBlamed(entrance, leg, behindChecks(leg, found, gave(502)), gave(502), false);
  expect(blamed).toMatchObject({ code: 'ingress.backend', status: 'warn' });
});

test('a probe from the controller’s own pod that fails blames the backend, and the cause comes before the symptom', () => {
  const refused = fail('tcp.timeout', said('dropped'));
  const leg = legOf([refused], [pass('service', said('one pod'))]);
  const behind = behindChecks(leg, found, gave(504));
  expect(backendBlamed(entrance, leg, behind, gave(504), true)[0]?.summary).toContain('dropped');
  const both = legOf([refused], [empty]);
  const [blamed] = backendBlamed(entrance, both, behindChecks(both, found, gave(504)), gave(504), true);
  expect(blamed?.summary).toContain('selects no pod');
});

test('a request that is answered outweighs what is written, and what could not be sent', () => {
  const blind = unknown('tcp', { ...said('exec is off'), fix: 'Allow it.' });
  const [tcp, service] = behindChecks(legOf([blind], [empty]), found, gave(200));
  expect(tcp).toMatchObject({ status: 'skipped', summary: 'not probed: exec is off' });
  expect(service).toMatchObject({ code: 'service.no-endpoints', status: 'warn' });
});

test('a missing rule answers with 404 and with nothing else', () => {
  const gate = [claim.fail('ingress.no-route', said('no such path'))];
  expect(gateHeldAgainst(gate, gave(404))).toEqual(gate);
  expect(gateHeldAgainst(gate, gave(undefined, true))).toEqual(gate);
  expect(gateHeldAgainst(gate, gave(200))).toMatchObject([{ code: 'ingress.no-route', status: 'warn' }]);
});

test('policies of the backend and no controller’s pods to judge them for', () => {
  const leg = legOf([unsent], [pass('service', said('one pod'))]);
  const doubt = { layer: 'policy', status: 'unknown' };
  expect(behindChecks(leg, { ...found, policies: 2 }, gave(504))).toContainEqual(
    expect.objectContaining(doubt),
  );
  for (const without of [found, { ...found, policies: 0 }, { ...found, policies: 2, controller: pod }])
    expect(behindChecks(leg, without, gave(504)).some(({ layer }) => layer === 'policy')).toBe(false);
});
