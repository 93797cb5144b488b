import { describe, expect, test } from 'vitest';
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
    legOf(fail('dns.timeout', said('silent')), fail('policy.egress-dns-denied', said('denied'))),
  );
  expect(verdict).toMatchObject({
    layer: 'policy',
    code: 'policy.egress-dns-denied',
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

test('a denial of the target’s port does not explain names that time out, nor one of names a port that is refused', () => {
  const port = fail('policy.egress-denied', said('denied'));
  const names = fail('policy.egress-dns-denied', said('no names'));
  const silent = fail('dns.timeout', said('silent'));
  expect(verdictOf(legOf(silent, port))).toMatchObject({ layer: 'dns', code: 'dns.timeout' });
  const dropped = fail('tcp.timeout', said('dropped'));
  expect(verdictOf(legOf(dropped, names))).toMatchObject({ layer: 'tcp', code: 'tcp.timeout' });
});

describe('where nothing was sent', () => {
  const verdict = (...rows: Check[]) => verdictOf(legOf(...rows), { modelled: true });

  test('what was read is the verdict, and where it would be felt', () => {
    expect(verdict(pass('service', said('2 of 2')), fail('policy.egress-denied', said('denied')))).toEqual({
      status: 'fail',
      layer: 'policy',
      code: 'policy.egress-denied',
      surfacedAt: 'tcp',
      claim: 'modelled',
      sentence: 'denied.',
    });
  });

  test('of two causes that which is felt first', () => {
    const names = fail('policy.egress-dns-denied', said('no names'));
    expect(verdict(fail('service.no-endpoints', said('none')), names)).toMatchObject({
      code: 'policy.egress-dns-denied',
      surfacedAt: 'dns',
    });
  });

  test('nothing that fails is a pass of the model alone', () => {
    const idle = skipped('tcp', { test: '-', summary: 'not probed' });
    expect(verdict(idle, pass('service', said('2 of 2')), pass('policy', said('allowed')))).toMatchObject({
      status: 'pass',
      claim: 'modelled',
      sentence: 'what is written lets it through: Service and Policy pass; nothing was sent.',
    });
  });

  test('what could not be read, or ought to have been sent, leaves it open', () => {
    const forbidden = unknown('policy', { ...said('forbidden'), fix: 'Permit it.' });
    const unsent = unknown('tcp', { ...said('no exec'), fix: 'Allow it.' });
    expect(verdict(pass('service', said('ok')), forbidden)).toMatchObject({ status: 'unknown', code: null });
    const open = verdict(unsent, pass('service', said('ok')), pass('policy', said('allowed')));
    expect(open).toMatchObject({ status: 'unknown', claim: 'modelled' });
    expect(open.sentence).toContain('nothing could be sent: no exec');
    expect(verdict(skipped('tcp', { test: '-', summary: 'not probed' })).status).toBe('unknown');
  });
});

test('a layer that could not be asked, blocked by one of which nothing failed, is no pass', () => {
  const blocked = skipped('app', { ...said('no connection comes about'), blockedBy: 'tcp' });
  expect(verdictOf(legOf(pass('tcp', said('ok')), blocked)).status).toBe('unknown');
  const other = skipped('tls', { ...said('no connection to the other address'), blockedBy: 'tcp' });
  expect(verdictOf(legOf(pass('tcp', said('ok')), pass('tls', said('ok')), other)).status).toBe('pass');
});

describe('a mesh that takes mutual TLS only', () => {
  const mesh = fail('mesh.mtls-mismatch', said('the source has no sidecar'));

  test('explains what is reset above TCP', () => {
    const verdict = verdictOf(legOf(mesh, pass('tcp', said('ok')), fail('app.no-reply', said('reset'))));
    expect(verdict).toMatchObject({ code: 'mesh.mtls-mismatch', surfacedAt: 'app', claim: 'proven' });
  });

  test('explains nothing that its proxy never sees', () => {
    const verdict = verdictOf(legOf(mesh, fail('tcp.timeout', said('dropped'))));
    expect(verdict).toMatchObject({ code: 'tcp.timeout' });
  });

  test('is the verdict, modelled, where nothing above TCP was asked', () => {
    const verdict = verdictOf(legOf(mesh, pass('tcp', said('ok'))));
    expect(verdict).toMatchObject({ code: 'mesh.mtls-mismatch', claim: 'modelled' });
  });
});
