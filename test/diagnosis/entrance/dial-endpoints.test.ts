import { expect, test } from 'vitest';
import type { Check } from '../../../src/core/check.ts';
import { unknown } from '../../../src/core/check.ts';
import { together } from '../../../src/diagnosis/entrance/dial-endpoints.ts';
import { fail, findingOf, pass, said } from '../sample.ts';

const looked = (check: Check) => ({ finding: findingOf('tcp_probe', [check]) });
const open = looked(pass('tcp', said('10.1.0.5 accepts')));
const dropped = looked(fail('tcp.timeout', said('10.1.0.6 drops')));
const blind = looked(unknown('tcp', { ...said('exec is off'), fix: 'Allow it.' }));

test('one endpoint that answers is a path; the others are beside it', () => {
  const { finding } = together([dropped, open]);
  expect(finding.status).toBe('pass');
  expect(finding.checks).toMatchObject([{ status: 'pass', evidence: ['seen', '10.1.0.6 drops'] }]);
  expect(finding.connectionsMade).toBe(2);
});

test('none that answers is a failure, and none that could be asked is unknown', () => {
  expect(together([blind, dropped]).finding.checks[0]).toMatchObject({ code: 'tcp.timeout', status: 'fail' });
  expect(together([blind]).finding.checks[0]).toMatchObject({ status: 'unknown' });
});
