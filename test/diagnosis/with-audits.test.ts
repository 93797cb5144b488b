import { expect, test } from 'vitest';
import type { Check } from '../../src/core/check.ts';
import { withAudits } from '../../src/diagnosis/cluster/with-audits.ts';
import { fail, findingOf, pass, said } from './sample.ts';

const audited = (check: Check) => ({
  audited: { [check.layer]: { finding: findingOf('netpol_audit', [check]) } },
});
const denied = fail('policy.egress-denied', said('denied'));
const connects = pass('tcp', said('accepted'));

test('a denial in the model of what a probe of the source does is not enforced', () => {
  const [, held] = withAudits([connects], audited(denied), true);
  expect(held).toMatchObject({ layer: 'policy', code: 'policy.not-enforced', status: 'warn' });
  expect(held?.evidence).toContain('the model says policy.egress-denied');
});

test('a probe that was not sent from the source contradicts nothing', () => {
  expect(withAudits([connects], audited(denied), false)).toEqual([connects, denied]);
});

test('what fails as the model says stands', () => {
  const dropped = fail('tcp.timeout', said('dropped'));
  expect(withAudits([dropped], audited(denied), true)).toEqual([dropped, denied]);
});

test('names that resolve contradict a denial of names, a connection to another port does not', () => {
  const names = fail('policy.egress-dns-denied', said('no names'));
  const byName = withAudits([pass('dns', said('resolved')), connects], audited(names), true);
  expect(byName.at(-1)).toMatchObject({ code: 'policy.not-enforced' });
  expect(withAudits([connects], audited(names), true).at(-1)).toEqual(names);
});

test('a Service that cannot work, and works, is a warning with its code', () => {
  const empty = fail('service.no-endpoints', said('none'));
  expect(withAudits([connects], audited(empty), true).at(-1)).toMatchObject({
    code: 'service.no-endpoints',
    status: 'warn',
  });
});

test('an accepted connection does not contradict a mesh, which accepts it itself; an answer does', () => {
  const mesh = fail('mesh.mtls-mismatch', said('no sidecar'));
  expect(withAudits([connects], audited(mesh), true)).toEqual([connects, mesh]);
  const answers = pass('app', said('200'));
  expect(withAudits([connects, answers], audited(mesh), true).at(-1)).toMatchObject({ status: 'warn' });
});
