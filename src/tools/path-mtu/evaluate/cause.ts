import { type Check, claims } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { agreedLine } from './agreed-line.ts';
import type { Case } from './case.ts';
import { setRouteMtu, smallerPackets } from './fix.ts';
import { likelyOverhead } from './overhead.ts';
import { testOf } from './test-of.ts';
import { sized } from './wording.ts';

const claim = claims(failures);
/** Above it an interface carries jumbo frames; Ethernet's own is 1500. */
const JUMBO = 4_000;

/** Why packets above a size vanish, when the numbers tell: its own check, beside the black hole. */
export function likelyCause(about: Case, sizes: readonly number[]): Check[] {
  const [size, other] = sizes;
  if (size === undefined || other !== undefined) return [];
  const { path, family } = about;
  const { interfaceMtu, interface: name = 'the interface' } = path.route;
  if (interfaceMtu === undefined || size >= interfaceMtu) return [];
  const said = { test: testOf(about), evidence: [agreedLine(about)] };
  if (interfaceMtu >= JUMBO) {
    return [
      claim.warn('mtu.jumbo', {
        ...said,
        summary: `${path.address}: ${name} sends jumbo frames of ${interfaceMtu}, the path carries ${sized(size, family)}`,
        fix: setRouteMtu(
          about,
          `Give the route to that network an MTU of ${size}, or raise the path’s.`,
          size,
        ),
      }),
    ];
  }
  const overhead = likelyOverhead(interfaceMtu - size);
  if (overhead === undefined) return [];
  return [
    claim.warn('mtu.encap-overhead', {
      ...said,
      summary: `${path.address}: ${interfaceMtu} − ${size} = ${interfaceMtu - size}, what ${overhead} adds: likely a tunnel that ${name} does not allow for`,
      fix: smallerPackets(about, size),
    }),
  ];
}
