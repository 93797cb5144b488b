import { type Check, claims, pass } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { agreedLine } from './agreed-line.ts';
import { bringsBack, fillsMss } from './back.ts';
import { backLine } from './back-line.ts';
import { whereLine } from './black-hole.ts';
import type { Case } from './case.ts';
import { echoLine, readEchoes } from './echoes.ts';
import { shrinksAt, toldBy } from './shrinks-at.ts';
import { tcpLine } from './tcp-line.ts';
import { testOf } from './test-of.ts';
import { sized } from './wording.ts';

const claim = claims(failures);

/** Interfaces take packets that are longer than their MTU by a VLAN tag (IEEE 802.1Q). */
const VLAN_TAG = 4;

/** The largest packets that TCP here sends get through. */
export function passes(about: Case, size: number, exact: boolean): Check {
  const { path, family, back } = about;
  const ways = bringsBack(back, size) ? ' both ways' : ' on the way there';
  const what = exact
    ? `packets of ${sized(size, family)} pass${ways}, ${limitText(about)}`
    : 'large data gets through; the exact path MTU cannot be seen here';
  return pass('mtu', {
    test: testOf(about),
    summary: `${path.address}: ${what}`,
    evidence: [tcpLine(about), agreedLine(about), ...besides(about, size), ...backLine(about)],
  });
}

/** The server's MTU is smaller than this interface's, and the link before it does not know. TCP is spared by the MSS. */
export function mismatch(about: Case): Check[] {
  const { path, family, forward } = about;
  const echoes = readEchoes(path);
  const limit = path.tcp?.ceilingBy === 'mss' && forward.kind === 'passes' ? forward.size : undefined;
  const { interfaceMtu } = path.route;
  if (
    limit === undefined ||
    interfaceMtu === undefined ||
    limit + VLAN_TAG >= interfaceMtu ||
    !echoes.exact ||
    toldBy(about)
  )
    return [];
  const fits = echoes.answered >= limit && echoes.answered <= limit + VLAN_TAG;
  if (!fits || shrinksAt(about)?.atTarget !== true) return [];
  return [
    claim.warn('mtu.mismatch', {
      test: testOf(about),
      summary: `${path.address}: its MSS stands for an MTU of ${limit}, this interface has ${interfaceMtu}; larger packets vanish at its link`,
      evidence: [
        agreedLine(about),
        ...echoLine(about, limit),
        ...whereLine(about),
        `TCP stays below it: packets of ${sized(limit, family)} pass`,
      ],
    }),
  ];
}

function limitText({ path, input }: Case): string {
  switch (path.tcp?.ceilingBy) {
    case 'mss':
      return `all that the MSS of ${path.tcp.mss?.send ?? 0} allows (the server’s own, or clamped on the way)`;
    case 'route':
      return 'the route’s own MTU';
    case 'max':
      return `the largest asked for (max ${input.max ?? 0})`;
    default:
      return 'the interface’s own MTU';
  }
}

/** What is narrower than TCP's segments, for others than TCP. */
function besides(about: Case, size: number): string[] {
  const { path, family, back } = about;
  const told = toldBy(about);
  if (told && told.mtu >= size)
    return [`larger packets of other protocols: ICMP “too big” from ${told.from}, MTU ${told.mtu}`];
  const { silent } = readEchoes(path);
  if (silent !== undefined && silent <= size && fillsMss(back, path.tcp, family) && !bringsBack(back, silent))
    return ['large echo requests are not answered: larger packets than TCP’s may vanish on the way back'];
  return echoLine(about, size);
}
