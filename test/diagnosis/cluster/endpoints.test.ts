import { expect, test } from 'vitest';
import { claims } from '../../../src/core/check.ts';
import { failures as policies } from '../../../src/tools/netpol-audit/failures.ts';
import { failures as services } from '../../../src/tools/service-audit/failures.ts';
import { failures as connections } from '../../../src/tools/tcp-probe/failures.ts';
import { binomialTails } from '../../../src/diagnosis/cluster/endpoints/hairpin.ts';
import { pass, said } from '../sample.ts';
import { staleSockets } from '../../../src/diagnosis/cluster/endpoints/stale-sockets.ts';
import { endpoint, judged, legOf, type Scene, tries } from './endpoints-sample.ts';

const dropped = claims(connections).fail('tcp.timeout', said('dropped'));
const refused = claims(connections).fail('tcp.refused', said('refused'));
const accepted = pass('tcp', said('accepted'));
const flaky = claims(connections).warn('tcp.flaky', said('flaky'));
const denied = claims(policies).fail('policy.ingress-denied', said('denied'));
const undeclared = claims(services).warn('service.target-port', said('no container declares 8080'));
const ok = (n: number, more = {}) => endpoint(n, ['open'], more);
const bad = (n: number, more = {}) => endpoint(n, ['timeout', 'timeout'], more);
const silence = ['timeout', 'timeout', 'timeout'] as const;

const codes = (scene: Scene) =>
  judged(scene).flatMap(({ code, status, layer }) => (layer === 'service' ? [`${status} ${code}`] : []));
const evidence = (scene: Scene, code: string) =>
  judged(scene)
    .filter((check) => check.code === code)
    .flatMap((check) => [check.summary, ...check.evidence])
    .join('\n');

test('every endpoint accepts by itself and the virtual address does not: the data plane', () => {
  const scene = { endpoints: [ok(1), ok(2)], virtual: silence, checks: [dropped], node: 'node-a' };
  expect(codes(scene)).toEqual(['fail service.dataplane']);
  expect(evidence(scene, 'service.dataplane')).toContain('the data plane of node node-a');
  expect(codes({ ...scene, virtual: ['refused', 'refused', 'refused'], checks: [refused] })).toEqual([
    'fail service.dataplane',
  ]);
});

test.for<[string, Partial<Scene>]>([
  ['an endpoint fails as well', { endpoints: [ok(1), bad(2)] }],
  ['of one endpoint nothing is known', { endpoints: [ok(1), endpoint(2, ['no-route'])] }],
  ['not every endpoint was dialled', { more: 3 }],
  ['the virtual address works now and then', { virtual: ['timeout', 'open', 'open'], checks: [flaky] }],
  ['the virtual address works', { virtual: ['open'], checks: [accepted] }],
  ['the virtual address was not walked', { virtual: [] }],
  ['the source’s own kernel sent nothing', { virtual: ['no-route'] }],
  ['a proxy at the source accepts for everybody', { control: 'open' }],
  [
    'the traffic stays on a node without endpoint',
    { spec: { internalTrafficPolicy: 'Local' }, node: 'node-b' },
  ],
  ['it stays on a node that is not known', { spec: { internalTrafficPolicy: 'Local' } }],
])('no data plane fault where %s', ([, more]) => {
  const scene = { endpoints: [ok(1), ok(2)], virtual: silence, checks: [dropped], ...more };
  expect(codes(scene)).not.toContain('fail service.dataplane');
  expect(codes(scene)).not.toContain('warn service.dataplane');
});

test('some endpoints fail by themselves: a warning while the virtual address works', () => {
  const scene = {
    endpoints: [ok(1), ok(2), bad(3)],
    virtual: ['open', 'open', 'open'] as const,
    checks: [accepted],
  };
  expect(codes(scene)).toEqual(['warn service.partial']);
  expect(evidence(scene, 'service.partial')).toContain(
    '3 tries miss one bad endpoint in ten 73 % of the time',
  );
  expect(evidence(scene, 'service.partial')).toContain('api-3 (10.1.0.3:8080 on node-a): 2 no answer');
});

test('it fails where no try of the virtual address got through', () => {
  const scene = { endpoints: [ok(1), bad(2)], virtual: silence, checks: [dropped] };
  expect(codes(scene)).toEqual(['fail service.partial']);
  const rare = { ...scene, endpoints: [ok(1), ok(2), ok(3), bad(4)] };
  expect(evidence(rare, 'service.partial')).toContain('the data plane of the node may be at fault as well');
});

test('only those on other nodes fail: between the nodes', () => {
  const far = { node: 'node-b' };
  const scene = { endpoints: [ok(1), bad(2, far), bad(3, far)], virtual: silence, checks: [dropped] };
  expect(evidence({ ...scene, node: 'node-a' }, 'service.partial')).toContain(
    'those on other nodes than the source’s (node-a) fail',
  );
  // Near misses: another one elsewhere answers; the source's node is not known.
  expect(
    evidence({ ...scene, endpoints: [...scene.endpoints, ok(4, far)], node: 'node-a' }, 'service.partial'),
  ).not.toContain('on other nodes');
  expect(evidence(scene, 'service.partial')).not.toContain('on other nodes');
});

test.for<[string, Partial<Scene>]>([
  ['all fail', { endpoints: [bad(1), bad(2)], virtual: silence, checks: [dropped] }],
  ['all accept', { endpoints: [ok(1), ok(2)] }],
  ['one failed once and then accepted', { endpoints: [ok(1), endpoint(2, ['timeout', 'open'])] }],
  ['one was not allowed to be dialled', { endpoints: [ok(1), endpoint(2, ['not-allowed'])] }],
  ['a policy denies some', { endpoints: [ok(1), bad(2)], checks: [accepted, denied] }],
  ['a proxy at the source accepts for everybody', { endpoints: [ok(1), bad(2)], control: 'open' }],
])('nothing partial where %s', ([, more]) => {
  const scene: Scene = { endpoints: [], virtual: ['open'], checks: [accepted], ...more };
  expect(codes(scene).filter((code) => code.endsWith('service.partial'))).toEqual([]);
});

test('where a policy denies some, the endpoints that fail are its evidence', () => {
  const checks = judged({ endpoints: [ok(1), bad(2)], virtual: ['open'], checks: [accepted, denied] });
  expect(checks.find(({ layer }) => layer === 'policy')?.evidence.at(-1)).toBe(
    'dialled by themselves api-2 (10.1.0.2:8080 on node-a) fails; api-1 (10.1.0.1:8080 on node-a) accepts',
  );
});

test('where all fail alike, the failure in front of them says so', () => {
  const [tcp] = judged({ endpoints: [bad(1), bad(2)], virtual: silence, checks: [dropped] });
  expect(tcp?.evidence.at(-1)).toMatch(
    /^dialled past the virtual address, 2 ready endpoints of 2 fail as well/,
  );
});

const own = ['10.1.0.1'];
const self = ok(1, { pod: 'web-1' });
test('the only endpoint is the source itself: hairpin', () => {
  const scene = { endpoints: [self], virtual: silence, checks: [dropped], own };
  expect(codes(scene)).toEqual(['fail service.hairpin']);
  // Near misses: a reset is no lost packet; another pod is the endpoint; a policy denies it.
  expect(codes({ ...scene, virtual: ['refused', 'refused'], checks: [refused] })).toEqual([
    'fail service.dataplane',
  ]);
  expect(codes({ ...scene, own: ['10.1.0.9'] })).toEqual(['fail service.dataplane']);
  // Two pods in the network of one node share its address.
  expect(codes({ ...scene, endpoints: [ok(1)] })).toEqual(['fail service.dataplane']);
  expect(codes({ ...scene, checks: [dropped, denied] })).not.toContain('fail service.hairpin');
});

test('one endpoint of several is the source: as many failures as chance sends back', () => {
  const of = (failed: number, opened: number) => [
    ...Array<'timeout'>(failed).fill('timeout'),
    ...Array<'open'>(opened).fill('open'),
  ];
  const scene = { endpoints: [self, ok(2)], checks: [flaky], own };
  expect(codes({ ...scene, virtual: of(9, 11) })).toEqual(['warn service.hairpin']);
  expect(codes({ ...scene, virtual: of(9, 11), own: ['10.1.0.9'] })).toEqual(['pass null']);
  const many = { ...scene, endpoints: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => (n === 1 ? self : ok(n))) };
  expect(codes({ ...many, virtual: of(15, 5) }).filter((code) => code.includes('hairpin'))).toEqual([]);
  expect(codes({ ...many, virtual: of(20, 0), checks: [dropped] })).toEqual(['fail service.dataplane']);
});

test('with affinity one endpoint is kept: all fail or none', () => {
  const sticky = { sessionAffinity: 'ClientIP' };
  const scene = { endpoints: [self, ok(2), ok(3)], own, spec: sticky };
  expect(codes({ ...scene, virtual: silence, checks: [dropped] })).toEqual(['fail service.hairpin']);
  expect(codes({ ...scene, virtual: ['timeout', 'open', 'open'], checks: [flaky] })).toEqual(['pass null']);
});

test('chances of a binomial distribution', () => {
  const [most, least] = binomialTails(20, 10, 0.5);
  expect(most).toBeCloseTo(0.588, 3);
  expect(least).toBeCloseTo(0.588, 3);
  expect(binomialTails(3, 3, 1)).toEqual([1, 1]);
});

const refusing = (n: number, others = [{ port: 9090, answer: tries('open')[0] }]) =>
  endpoint(n, ['refused'], { others: others as never });
test('all endpoints refuse the targetPort and another declared port answers: that is it', () => {
  const scene = {
    endpoints: [refusing(1), refusing(2)],
    virtual: ['refused', 'refused', 'refused'] as const,
    checks: [refused, undeclared],
  };
  expect(codes(scene)).toEqual(['fail service.target-port']);
  expect(evidence(scene, 'service.target-port')).toContain('api-1 answers on 9090');
});

test.for<[string, Partial<Scene>]>([
  ['no other port answers', { endpoints: [refusing(1, [])] }],
  ['one endpoint drops instead', { endpoints: [refusing(1), bad(2)] }],
  ['a policy may have sent the reset', { checks: [refused, undeclared, denied] }],
  ['the virtual address accepts', { virtual: ['open'], checks: [accepted, undeclared] }],
])('the targetPort stays a suspicion where %s', ([, more]) => {
  const scene: Scene = {
    endpoints: [refusing(1)],
    virtual: ['refused'],
    checks: [refused, undeclared],
    ...more,
  };
  expect(codes(scene)).toContain('warn service.target-port');
});

test('a targetPort that nobody declares and every endpoint serves is no finding', () => {
  const scene = { endpoints: [ok(1)], virtual: ['open'] as const, checks: [accepted, undeclared] };
  expect(codes(scene)).toEqual(['pass null']);
});

const socket = (address: string, retransmits: number) => ({
  local: { address: '10.1.0.99', port: 40_000 },
  remote: { address, port: 8080 },
  state: 'ESTABLISHED' as const,
  txQueue: retransmits > 0 ? 100 : 0,
  retransmits,
});
const stale = (...established: ReturnType<typeof socket>[]) =>
  staleSockets(
    legOf({
      endpoints: [ok(1)],
      checks: [accepted],
      virtual: ['open'],
      sockets: { available: true, established, listeners: [], more: 0 },
    }),
  );

test('sockets towards the targetPort: of today’s endpoints, of others, retransmitting or not', () => {
  expect(stale(socket('10.1.0.1', 0))).toEqual({});
  expect(stale(socket('10.1.0.1', 5))?.check).toMatchObject({ code: 'app.stale-pool', status: 'warn' });
  // On a port that many services share, another address may be another service's.
  expect(stale(socket('10.1.0.7', 5))).toEqual({ note: expect.stringContaining('of this target’s past') });
  expect(stale(socket('10.1.0.7', 0))).toEqual({ note: expect.stringContaining('of this target’s past') });
});
