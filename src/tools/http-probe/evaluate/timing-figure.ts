import type { Figure } from '../../../core/figure.ts';
import type { HttpTimings } from '../../../core/world/http.ts';

/** The phases of an exchange as they followed each other; nothing to draw where there was one. */
export function timingFigure({ connect, proxy, tls, firstByte, total }: HttpTimings): Figure | undefined {
  const phases = [
    { name: 'connect', ms: connect },
    { name: 'proxy', ms: proxy },
    { name: 'TLS', ms: tls },
    { name: 'first byte', ms: firstByte },
  ].flatMap(({ name, ms }) => (ms === undefined ? [] : [{ name, ms }]));
  const rest = total - phases.reduce((sum, { ms }) => sum + ms, 0);
  const all = rest > 0 && firstByte !== undefined ? [...phases, { name: 'the rest', ms: rest }] : phases;
  return all.length < 2 ? undefined : { kind: 'timing', phases: all };
}
