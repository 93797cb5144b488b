import { type Check, claims } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { agreedLine } from './agreed-line.ts';
import { backLine } from './back-line.ts';
import type { Case } from './case.ts';
import { echoLine } from './echoes.ts';
import { setRouteMtu } from './fix.ts';
import { likelyOverhead } from './overhead.ts';
import { toldBy } from './shrinks-at.ts';
import { tcpLine } from './tcp-line.ts';
import { testOf } from './test-of.ts';
import { sized } from './wording.ts';

const claim = claims(failures);
const JUMBO = 4_000;

/** Path MTU discovery works: an ICMP error told of a smaller MTU, and that passes. `instead`: why there are no segments. */
export function narrower(about: Case, size: number, instead: readonly string[] = []): Check {
  const { path, family, forward } = about;
  const { interfaceMtu, interface: name = 'the interface' } = path.route;
  const told = toldBy(about);
  const by = told?.mtu === size ? `, says ${told.from}` : '';
  const overhead = interfaceMtu === undefined ? undefined : likelyOverhead(interfaceMtu - size);
  const jumbo = interfaceMtu !== undefined && interfaceMtu >= JUMBO;
  const evidence = [
    ...(forward.kind === 'reduced'
      ? [tcpLine(about)]
      : [...instead, `ping -M do of ${size} bytes is answered`]),
    agreedLine(about),
    told
      ? `ICMP “too big” from ${told.from}: MTU ${told.mtu}`
      : 'the ICMP error came before; who sent it is not known',
    ...(overhead === undefined || interfaceMtu === undefined
      ? []
      : [`${interfaceMtu} − ${size} = ${interfaceMtu - size}: ${overhead}`]),
    ...(told && path.echoes.some(({ outcome }) => outcome === 'too-big') ? [] : echoLine(about, size)),
    ...backLine(about),
  ];
  const said = { test: testOf(about), evidence };
  if (jumbo) {
    return claim.warn('mtu.jumbo', {
      ...said,
      summary: `${path.address}: ${name} sends jumbo frames of ${interfaceMtu}, the path carries ${sized(size, family)}${by}; discovery works`,
      fix: setRouteMtu(
        about,
        `It works; an MTU of ${size} on the route to that network saves the detour.`,
        size,
      ),
    });
  }
  return claim.warn('mtu.reduced', {
    ...said,
    summary: `${path.address}: the path carries ${sized(size, family)}${by}; path MTU discovery works`,
    fix: setRouteMtu(
      about,
      'Nothing need be done; that MTU on the route saves the pause at the first large packet.',
      size,
    ),
  });
}
