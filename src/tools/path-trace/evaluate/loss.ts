import type { Hop, Trace } from '../../../core/world/path.ts';

/** Fewer probes a hop say nothing of loss. */
const ENOUGH = 5;

const share = ({ sent, answered }: Hop): number => (sent - answered) / sent;
const percent = (hop: Hop): string => `${Math.round(share(hop) * 100)} %`;

/** What a trace with many probes a hop says of loss: only what goes on to the end is loss. */
export function lossLine({ program, hops, reached }: Trace): string[] {
  const last = hops.at(-1);
  if (!last || last.sent < ENOUGH) return [];
  const tries = `${program}, ${last.sent} probes a hop`;
  const answering = hops.filter(({ answered }) => answered > 0);
  const limited = answering.filter(
    (hop) =>
      share(hop) > 0 && answering.some((later) => later.ttl > hop.ttl && share(later) < share(hop) / 2),
  );
  if (reached === true && share(last) > 0) {
    const from = answering.findLast(
      (hop, index) => share(answering[index - 1] ?? { ...hop, answered: hop.sent }) === 0,
    );
    const where =
      from && from.ttl < last.ttl && share(from) > 0 ? `, from hop ${from.ttl} on` : ', at the last hop';
    return [`loss: ${percent(last)} to the end${where} (${tries})`];
  }
  if (limited.length > 0) {
    const which = limited.slice(0, 3).map((hop) => `hop ${hop.ttl} leaves ${percent(hop)} unanswered`);
    return [`${which.join(', ')}, hops behind it less: ICMP rate limiting, not loss (${tries})`];
  }
  return reached === true ? [`loss: none (${tries})`] : [];
}
