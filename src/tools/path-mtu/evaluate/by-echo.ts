import { type Check, claims, pass } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { agreedLine } from './agreed-line.ts';
import { whereLine } from './black-hole.ts';
import type { Case } from './case.ts';
import { readEchoes } from './echoes.ts';
import { smallerPackets } from './fix.ts';
import type { Unmeasured } from './forward.ts';
import { whyNoSegments } from './reasons.ts';
import { narrower } from './reduced.ts';
import { toldBy } from './shrinks-at.ts';
import { testOf } from './test-of.ts';
import { sized } from './wording.ts';

const claim = claims(failures);

/** Where no segment could be sent, what ping says; undefined when that is nothing. */
export function byEcho(about: Case, why: Unmeasured): Check | undefined {
  const { path, input } = about;
  const { answered, exact } = readEchoes(path);
  const top = Math.min(path.route.interfaceMtu ?? 1500, input.max ?? Number.POSITIVE_INFINITY);
  if (answered === 0) return undefined;
  if (answered >= top) return echoPasses(about, answered, why);
  const told = toldBy(about)?.mtu ?? (path.route.learned === true ? path.route.mtu : undefined);
  if (told === answered) return narrower(about, answered, whyNoSegments(about, why));
  if (path.route.learned === false && path.route.mtu === answered) return echoPasses(about, answered, why);
  if (told !== undefined) return undefined;
  return exact ? echoHole(about, answered, why) : undefined;
}

/** Both ways taken together, by ping alone. */
function echoPasses(about: Case, size: number, why: Unmeasured): Check {
  const { path, family } = about;
  return pass('mtu', {
    test: testOf(about),
    summary: `${path.address}: by ping alone, packets of ${sized(size, family)} pass both ways`,
    evidence: [...whyNoSegments(about, why), agreedLine(about)],
  });
}

/** By ping alone: it cannot tell the two ways apart, and is not the client's own traffic. */
function echoHole(about: Case, size: number, why: Unmeasured): Check {
  const { path, family } = about;
  return claim.warn('mtu.black-hole', {
    test: testOf(about),
    summary: `${path.address}: by ping alone, packets above ${sized(size, family)} vanish there or back; no ICMP says so`,
    evidence: [
      ...whyNoSegments(about, why),
      `ping -M do: ${size} bytes answered twice, ${size + 1} not in 3 tries`,
      agreedLine(about),
      ...whereLine(about),
    ],
    fix: smallerPackets(about, size),
  });
}
