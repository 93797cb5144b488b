import { type Check, claims, pass } from '../core/check.ts';
import { quote } from '../core/untrusted.ts';
import type { Endpoint } from '../core/target/target.ts';
import { serverRefuses } from '../tools/http-probe/evaluate/server-refuses.ts';
import { failures } from '../tools/http-probe/failures.ts';
import { judgeStalePool } from '../tools/http-probe/evaluate/stale-pool.ts';
import { Observation as TcpSeen } from '../tools/tcp-probe/observation.ts';
import { addressesToday } from './cluster/endpoints/stale-sockets.ts';
import type { WalkedLeg } from './walk.ts';

const { fail, warn } = claims(failures);

type Heard = { address: string; heard: TcpSeen['ports'][number]['addresses'][number]['heard'] };

/**
 * The application row of a target that speaks no HTTP, from what its server said unasked: it refuses the client, it greets in
 * another protocol than the URL's, or it greets. Empty where it was not to be heard.
 */
export function greetingChecks(leg: WalkedLeg, target: Endpoint): Check[] {
  const { looked } = leg;
  const seen = TcpSeen.safeParse(looked.tcp?.seen).data;
  const port = seen?.ports[0];
  if (!seen || !port || looked.app || target.scheme?.scheme.protocol === 'http') return [];
  const test = `greeting of ${target.host}:${target.port}`;
  const heard = port.addresses.map(({ address, heard: one }): Heard => ({ address, heard: one }));
  const ofService = addressesToday(leg);
  const today = [...(seen.lookup?.addresses ?? heard.map(({ address }) => address)), ...ofService];
  const named = seen.lookup !== undefined || ofService.length > 0;
  const stale = port.sockets
    ? judgeStalePool(port.sockets, target.port, today, test, named).check
    : undefined;
  return [...spoken(heard, target, test), ...(stale ? [stale] : [])];
}

function spoken(all: readonly Heard[], target: Endpoint, test: string): Check[] {
  const refusing = all.find(({ heard }) => heard.refusal);
  if (refusing?.heard.refusal) {
    return [
      serverRefuses(
        refusing.heard.refusal,
        test,
        all.some(({ heard }) => heard.outcome !== 'not-connected' && !heard.refusal),
      ),
    ];
  }
  const first = all.find(({ heard }) => heard.protocol !== undefined);
  const protocol = first?.heard.protocol;
  if (!first || protocol === undefined) return [];
  const expected = target.scheme?.guessed === false ? target.scheme.scheme.protocol : undefined;
  const untrusted = [quote('greeting', atob(first.heard.bytes ?? ''), 120)];
  const evidence = [`${first.address} spoke first, ${protocol}`];
  if (expected === undefined || expected === 'tcp' || protocol.split('-or-').includes(expected)) {
    return [pass('app', { test, summary: `the server greets: ${protocol}`, evidence, untrusted })];
  }
  const claim = all.every(({ heard }) => heard.protocol === protocol || heard.outcome === 'not-connected')
    ? fail
    : warn;
  return [
    claim('app.wrong-protocol', {
      test,
      summary: `what answers speaks ${protocol}, the URL says ${expected}`,
      evidence,
      untrusted,
      fix: `Use the port that speaks ${expected}, or the URL of what is there.`,
    }),
  ];
}
