import { isLoopback } from '../../../core/address/policy.ts';
import { interceptorText } from '../../../core/kubernetes/sidecar.ts';
import { type Check, pass, unknown } from '../../../core/check.ts';
import type { Case } from './case.ts';
import { controlLine, nobody } from './control.ts';
import { establishedLine } from './established.ts';
import { greetingLines, greetingQuote } from './greeting.ts';
import type { Result } from './result.ts';
import { testOf } from './test-of.ts';
import { counted, duration, listed } from './wording.ts';

const addressesOf = (results: readonly Result[]): string[] => results.map(({ address }) => address);
const bestOf = ({ opened }: Result): number => Math.min(...opened.map(({ ms }) => ms));
const countOf = ({ opened, tries }: Result): string =>
  `${opened.length} of ${counted(tries.length, 'connection', 'connections')}`;
const toldOf = (result: Result): string =>
  `${result.address}: ${countOf(result)}, fastest ${duration(bestOf(result))}`;

/** New connections work, as far as the first that terminates TCP. */
export function accepted(about: Case, all: readonly Result[], accepting: readonly Result[]): Check {
  const addresses = addressesOf(accepting);
  const [first] = accepting;
  const who =
    first && all.length === 1
      ? `${first.address} accepts: ${countOf(first)}`
      : `${accepting.length} of ${all.length} addresses ${accepting.length === 1 ? 'accepts' : 'accept'}`;
  const [told = '', ...others] = all.length === 1 ? [] : accepting.map(toldOf);
  return pass('tcp', {
    test: testOf(about, addressesOf(all)),
    summary: `${who}, fastest ${duration(Math.min(...accepting.map(bestOf)))}`,
    evidence: [
      ...interceptedLine(about, addresses),
      ...greetingLines(accepting),
      ...(told === '' ? [] : [told]),
      ...(others.length > 0 ? [listed(others)] : []),
      ...controlLine(about),
      ...establishedLine(about, addresses),
    ],
    untrusted: greetingQuote(about, accepting),
  });
}

/** What accepts is the proxy of a mesh where the source has one, whatever is behind it; it leaves the pod's own loopback alone. */
function interceptedLine({ seen }: Case, addresses: readonly string[]): string[] {
  const { mesh } = seen.vantage;
  if (mesh === undefined || addresses.every((address) => isLoopback(address))) return [];
  return [
    `accepted by ${interceptorText(mesh)}, as far as it takes this port: whether the target accepts, only its own bytes tell`,
  ];
}

/** Something on the way accepts whatever is dialled, so that an open port says nothing of the target. */
export function nobodysAnswer(about: Case, accepting: readonly Result[]): Check {
  const addresses = addressesOf(accepting);
  const { mesh } = about.seen.vantage;
  return unknown('tcp', {
    test: testOf(about, addresses),
    summary: `${listed(addresses)}: accepted, but so is ${nobody(about)}, which nobody has; ${mesh === undefined ? 'something on the way' : interceptorText(mesh)} answers for all`,
    evidence: [...accepting.slice(0, 3).map(toldOf), ...controlLine(about)],
    fix: 'No TCP pass from this vantage counts. Look for bytes of the server itself (tls_inspect, http_probe), or probe from elsewhere.',
  });
}
