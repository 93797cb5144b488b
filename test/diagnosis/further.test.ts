import { describe, expect, test } from 'vitest';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Check, claims } from '../../src/core/check.ts';
import { parseTarget } from '../../src/core/target/target.ts';
import { furtherProbes } from '../../src/diagnosis/further-probes.ts';
import type { Question } from '../../src/diagnosis/question.ts';
import type { Looked } from '../../src/diagnosis/probe.ts';
import { rowsOf } from '../../src/diagnosis/rows.ts';
import { readSymptom } from '../../src/diagnosis/symptom.ts';
import { verdictOf } from '../../src/diagnosis/verdict.ts';
import type { WalkedLeg } from '../../src/diagnosis/walk.ts';
import { withFurther } from '../../src/diagnosis/with-further.ts';
import { failures as httpFailures } from '../../src/tools/http-probe/failures.ts';
import { pathMtu } from '../../src/tools/path-mtu/tool.ts';
import { failures as tcpFailures } from '../../src/tools/tcp-probe/failures.ts';
import { failures as tlsFailures } from '../../src/tools/tls-inspect/failures.ts';
import { findingOf, pass, said } from './sample.ts';

const tcp = claims(tcpFailures);
const tls = claims(tlsFailures);
const app = claims(httpFailures);
const open = pass('tcp', said('accepts'));

const heard = (protocol: string): WalkedLeg['looked'] => ({
  tcp: {
    finding: findingOf('tcp_probe', []),
    seen: {
      ...(fixture('tcp-probe', protocol === 'mysql' ? 'mysql' : 'accepted-and-quiet') as object),
      at: '2026-11-23T14:31:07.000Z',
      vantage: { kind: 'local', name: 'laptop' },
    },
  },
});
const leg = (checks: readonly Check[], more: Partial<WalkedLeg> = {}): WalkedLeg => ({
  from: 'laptop',
  to: 'db:5432',
  end: { host: '192.0.2.7', port: 5432 },
  checks,
  looked: heard('nothing'),
  audited: {},
  further: [],
  interrupted: false,
  ...more,
});

function fixture(tool: string, name: string): unknown {
  const file = join(import.meta.dirname, '../../src/tools', tool, 'fixtures', `${name}.json`);
  return (JSON.parse(readFileSync(file, 'utf8')) as { observation: unknown }).observation;
}

function question(symptom = '', all = false): Question {
  const target = parseTarget('192.0.2.7:5432');
  if (target.kind !== 'endpoint') throw new TypeError('no endpoint');
  return { target, symptom: readSymptom(symptom), all };
}
const asked = (checks: readonly Check[], symptom = '', more: Partial<WalkedLeg> = {}, all = false) =>
  furtherProbes(question(symptom, all), leg(checks, more)).map(({ tool }) => tool);

describe('what a walk calls for beside it', () => {
  test('nothing, when it is healthy', () => expect(asked([open])).toEqual([]));

  test.each(['uploads hang', 'large requests stall', 'MTU?'])(
    'the sizes, when the complaint is: %s',
    (words) => expect(asked([open], words)).toEqual(['path_mtu']),
  );

  test('the sizes, when everything is asked for', () =>
    expect(asked([open], '', {}, true)).toEqual(['path_mtu']));

  test.each([
    tls.fail('tls.stalls', said('hangs')),
    app.fail('app.no-reply', said('nothing')),
    tcp.warn('tcp.silent', said('nothing')),
  ])('the sizes, when it stalls: $code', (stall) => expect(asked([open, stall])).toEqual(['path_mtu']));

  test('not the sizes through a port that is not open', () =>
    expect(asked([tcp.fail('tcp.refused', said('no'))], 'uploads hang')).toEqual([]));

  test('not the sizes through a port that greets like MySQL, nor through its own', () => {
    expect(asked([open], 'uploads hang', { looked: heard('mysql') })).toEqual([]);
    expect(asked([open], 'uploads hang', { end: { host: 'db', port: 3306 } })).toEqual([]);
  });

  test.each(['tcp.timeout', 'tcp.rejected', 'tcp.flaky'] as const)('the hops, after %s', (code) =>
    expect(asked([tcp.fail(code, said('lost'))])).toEqual(['path_trace']),
  );
  test('not the hops, after a reset', () => expect(asked([tcp.fail('tcp.refused', said('no'))])).toEqual([]));
});

/** What path_mtu makes of a recorded case. */
function measured(name: string): Looked<unknown> {
  const seen = fixture('path-mtu', name) as Parameters<typeof pathMtu.judge>[0];
  const input = { host: '10.77.3.2', port: 443 };
  return { finding: pathMtu.judge(seen, input), seen };
}
const nowhere = { clusterPossible: false, loopback: false, sizeSuspected: false };
const stalls = tls.fail('tls.stalls', said('a small hello is answered, a large one is not'));

function verdict(checks: readonly Check[], further: readonly Looked<unknown>[], onlyLargeHellosFail = false) {
  const rows = rowsOf(withFurther(checks, further, { onlyLargeHellosFail }), nowhere);
  return verdictOf([{ from: 'a', to: 'b', rows }]);
}

describe('what it changes in the verdict', () => {
  test.each([
    [stalls, 'tls'],
    [app.fail('app.no-reply', said('no answer')), 'app'],
  ] as const)('a stall whose cause is the MTU: $code', (stall, surfacedAt) => {
    expect(verdict([open, stall], [measured('black-hole-there')])).toMatchObject({
      layer: 'mtu',
      code: 'mtu.black-hole',
      surfacedAt,
    });
  });

  test('a large hello that is lost where full-size segments arrive', () => {
    expect(verdict([open, stalls], [measured('healthy')], true)).toMatchObject({
      layer: 'tls',
      code: 'tls.large-hello',
    });
  });

  test.each(['mysql', 'no-port', 'reduced', 'reduced-without-programs', 'one-bad-path', 'data-dropped'])(
    'not where full-size segments were not seen to arrive: %s',
    (name) => {
      expect(verdict([open, stalls], [measured(name)], true)).toMatchObject({ code: 'tls.stalls' });
    },
  );

  test('a stall of small hellos, too, is no large hello', () => {
    expect(verdict([open, stalls], [measured('healthy')], false)).toMatchObject({ code: 'tls.stalls' });
  });

  test('the hops are evidence of the TCP failure, and no row of their own', () => {
    const hops = pass('tcp', said('10.0.0.1 rejects it, ICMP administratively prohibited'));
    const dropped = tcp.fail('tcp.rejected', said('rejected'));
    const checks = withFurther([dropped], [{ finding: findingOf('path_trace', [hops]) }], {
      onlyLargeHellosFail: false,
    });
    expect(checks).toHaveLength(1);
    expect(checks[0]?.evidence.join()).toContain('10.0.0.1 rejects it');
  });
});
