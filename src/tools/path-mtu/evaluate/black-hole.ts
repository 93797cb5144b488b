import { type Check, claims } from '../../../core/check.ts';
import { failures } from '../failures.ts';
import { agreedLine } from './agreed-line.ts';
import { backLine } from './back-line.ts';
import type { Case } from './case.ts';
import { echoLine, readEchoes } from './echoes.ts';
import { smallerAnswers, smallerPackets } from './fix.ts';
import type { Forward } from './forward.ts';
import { holeSizes } from './hole-sizes.ts';
import { shrinksAt } from './shrinks-at.ts';
import { tcpLine } from './tcp-line.ts';
import { testOf } from './test-of.ts';
import { sized } from './wording.ts';

const claim = claims(failures);

/** Whether large packets have another way: an earlier address of the same name, which clients take first. */
type How = 'fail' | 'warn';

/** Large packets to the server vanish. */
export function forwardHole(about: Case, hole: Extract<Forward, { kind: 'hole' }>, how: How): Check {
  const { path, family, back } = about;
  const { size, above } = hole;
  const sizes = holeSizes(about, hole);
  const limit = sizes.length > 0 ? sized(sizes, family) : `a size from ${size} to ${above - 1} bytes`;
  const both = back.kind === 'hole' || back.kind === 'stalls' ? ', and answers stall too' : '';
  return claim[how]('mtu.black-hole', {
    test: testOf(about),
    summary: `${path.address}: packets above ${limit} vanish on the way there without ICMP${both}`,
    evidence: [
      tcpLine(about),
      `${agreedLine(about)}; ${path.tcp?.learnedMtu === undefined ? 'no ICMP error made the kernel cut them' : `ICMP told of ${path.tcp.learnedMtu} only`}`,
      ...whereLine(about),
      ...echoLine(about, sizes.length === 1 ? Math.min(...sizes) : size),
      ...backLine(about),
    ],
    fix: smallerPackets(about, Math.min(...sizes, ...(sizes.length > 0 ? [] : [size]))),
  });
}

/** Large packets from the server vanish. */
export function backwardHole(about: Case, how: How): Check {
  const { path, family, forward } = about;
  const echoes = readEchoes(path);
  const limit =
    forward.kind === 'passes' && echoes.exact && echoes.answered < forward.size ? echoes.answered : undefined;
  return claim[how]('mtu.black-hole', {
    test: testOf(about),
    summary: `${path.address}: large packets vanish on the way back${limit === undefined ? '' : `, above ${sized(limit, family)}`}; small ones arrive`,
    evidence: [
      ...backLine(about),
      tcpLine(about),
      agreedLine(about),
      ...(limit === undefined ? [] : echoLine(about, limit)),
    ],
    fix: smallerAnswers(about, limit),
  });
}

export function whereLine(about: Case): string[] {
  const where = shrinksAt(about);
  if (!where) return [];
  return [
    `large packets get as far as ${where.behind}${where.before === undefined ? '' : `, small ones to ${where.before}: it shrinks between them`}`,
  ];
}
