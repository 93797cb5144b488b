import { expect, test } from 'vitest';
import { parseTarget } from '../../src/core/target/target.ts';
import { withAskedSource } from '../../src/diagnosis/asked-source.ts';
import type { Question } from '../../src/diagnosis/question.ts';
import type { Survey } from '../../src/diagnosis/survey.ts';
import { readSymptom } from '../../src/diagnosis/symptom.ts';
import type { WalkedLeg } from '../../src/diagnosis/walk.ts';
import { fail, findingOf, pass, said } from './sample.ts';

const survey: Survey = {
  at: '2026-11-23T14:31:07.000Z',
  vantage: { kind: 'local', name: 'laptop' },
  inCluster: false,
  host: { interfaces: [], routes: [], ipv4: true, ipv6: false, proxy: {}, platform: 'linux' },
};

/** A leg whose TCP failed towards these addresses. */
function silent(...addresses: string[]): WalkedLeg {
  const checks = [pass('dns', said('found')), fail('tcp.timeout', said('no answer'))];
  const ports = [
    {
      port: 5432,
      addresses: addresses.map((address) => ({
        address,
        tries: [{ outcome: 'timeout', ms: 3500 }],
        heard: { outcome: 'not-connected', ms: 0 },
      })),
    },
  ];
  const seen = { at: survey.at, vantage: survey.vantage, refused: [], leftOut: [], ports };
  return {
    from: 'laptop',
    to: 'db.internal:5432',
    end: { host: 'db.internal', port: 5432 },
    checks,
    audited: {},
    looked: { tcp: { finding: findingOf('tcp_probe', checks), seen } },
    blockedBy: 'tcp',
    interrupted: false,
    further: [],
  };
}

function question(text: string, source?: string): Question {
  const target = parseTarget(text);
  if (target.kind !== 'endpoint') throw new TypeError(text);
  return { target, symptom: readSymptom(), all: false, ...(source !== undefined && { source }) };
}

const tcpOf = (leg: WalkedLeg, asked: Question, seen = survey) =>
  withAskedSource(leg, asked, seen).find((check) => check.layer === 'tcp');

test('a private answer that this machine does not reach says nothing for an unnamed source', () => {
  const tcp = tcpOf(silent('10.3.0.7'), question('db.internal:5432'));
  expect(tcp).toMatchObject({ status: 'unknown', code: null });
  expect(tcp?.fix?.command).toBe('layerwalk diagnose db.internal:5432 --source local');
  expect(tcp?.evidence[0]).toContain('tcp.timeout');
});

test.each([
  ['the source is named', silent('10.3.0.7'), question('db.internal:5432', 'local'), survey],
  ['an address was asked for', silent('10.3.0.7'), question('10.3.0.7:5432'), survey],
  ['the answer is public', silent('198.51.100.7'), question('db.internal:5432'), survey],
  ['one answer is public', silent('10.3.0.7', '198.51.100.7'), question('db.internal:5432'), survey],
  ['the answer is this machine', silent('127.0.0.1'), question('db.internal:5432'), survey],
  ['this is a pod', silent('10.3.0.7'), question('db.internal:5432'), { ...survey, inCluster: true }],
] as const)('the failure stands where %s', (_, leg, asked, seen) => {
  expect(tcpOf(leg, asked, seen)).toMatchObject({ status: 'fail', code: 'tcp.timeout' });
});
