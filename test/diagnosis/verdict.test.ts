import { expect, test } from 'vitest';
import { type Check, unknown } from '../../src/core/check.ts';
import { verdictOf } from '../../src/diagnosis/verdict.ts';
import { fail, pass, said, skipped, warn } from './sample.ts';

const legOf = (...rows: Check[]) => [{ from: 'laptop', to: 'db:5432', rows }];

test('the first symptom that fails is the verdict', () => {
  const verdict = verdictOf(legOf(pass('dns', said('ok')), fail('tcp.timeout', said('no answer'))));
  expect(verdict).toEqual({
    status: 'fail',
    layer: 'tcp',
    code: 'tcp.timeout',
    surfacedAt: 'tcp',
    claim: 'observed',
    sentence: 'no answer.',
  });
});

test('the cause is the verdict, and where it surfaced is kept', () => {
  const verdict = verdictOf(
    legOf(fail('dns.timeout', said('silent')), fail('policy.egress-denied', said('denied'))),
  );
  expect(verdict).toMatchObject({
    layer: 'policy',
    code: 'policy.egress-denied',
    surfacedAt: 'dns',
    claim: 'proven',
  });
});

test('a failing cause that cannot explain the symptom is not blamed for it', () => {
  const verdict = verdictOf(
    legOf(fail('tls.expired', said('old')), fail('policy.egress-denied', said('denied'))),
  );
  expect(verdict).toMatchObject({ layer: 'tls', code: 'tls.expired' });
});

test('not being able to look is neither pass nor fail', () => {
  const blind = unknown('tcp', { ...said('no such vantage'), fix: 'Run it there.' });
  expect(verdictOf(legOf(pass('dns', said('ok')), blind))).toMatchObject({ status: 'unknown', code: null });
});

test('what a later layer shows overtakes an earlier one that could not be judged', () => {
  const blind = unknown('tcp', { ...said('accepts for anyone'), fix: 'Look for bytes.' });
  expect(verdictOf(legOf(blind, pass('tls', said('trusted')))).status).toBe('pass');
  expect(verdictOf(legOf(pass('dns', said('ok')), blind, skipped('tls', said('-')))).status).toBe('unknown');
});

test('an answer does not vouch for a certificate that could not be judged', () => {
  const blind = unknown('tls', { ...said('the issuer is not to be had'), fix: 'Give the CA.' });
  expect(verdictOf(legOf(pass('tcp', said('ok')), blind, pass('app', said('200')))).status).toBe('unknown');
});

test('a layer that is only missing here does not cloud a healthy walk', () => {
  const verdict = verdictOf(
    legOf(pass('tcp', said('ok')), unknown('mtu', { ...said('not here'), fix: 'ping' })),
  );
  expect(verdict.status).toBe('pass');
});

test('a warning is a warning', () => {
  expect(verdictOf(legOf(pass('dns', said('ok')), warn('tcp.one-family', said('IPv6 fails')))).status).toBe(
    'warn',
  );
});

test('nothing walked is not reachable', () => {
  expect(verdictOf(legOf(skipped('dns', said('-')), skipped('tcp', said('-')))).status).toBe('unknown');
});

test('a complaint about sizes is open as long as the sizes could not be looked at', () => {
  const blind = unknown('mtu', { ...said('no way to look'), fix: 'ping' });
  const legs = legOf(pass('tcp', said('ok')), blind);
  expect(verdictOf(legs, { sizeSuspected: true })).toMatchObject({ status: 'unknown', code: null });
  expect(verdictOf(legs).status).toBe('pass');
});

test('a black hole is the verdict though the small packets of the walk got through', () => {
  const verdict = verdictOf(
    legOf(pass('tcp', said('ok')), fail('mtu.black-hole', said('1401 bytes vanish'))),
  );
  expect(verdict).toMatchObject({ status: 'fail', layer: 'mtu', surfacedAt: 'mtu', claim: 'observed' });
});

test('a stall whose cause is the path MTU is the MTU’s, and surfaced where it hurt', () => {
  const verdict = verdictOf(
    legOf(fail('tls.stalls', said('hangs')), fail('mtu.black-hole', said('1401 bytes vanish'))),
  );
  expect(verdict).toMatchObject({ layer: 'mtu', code: 'mtu.black-hole', surfacedAt: 'tls', claim: 'proven' });
});

test('a walk that ends at TCP says that nothing above it was asked', () => {
  expect(verdictOf(legOf(pass('tcp', said('accepted')))).sentence).toMatch(/TCP passes \(nothing above TCP/);
  const whole = verdictOf(legOf(pass('tcp', said('accepted')), pass('app', said('answers 200'))));
  expect(whole.sentence).toBe('new connections work: TCP and App pass.');
});
