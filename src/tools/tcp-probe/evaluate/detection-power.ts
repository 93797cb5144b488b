import type { Result } from './result.ts';
import { counted } from './wording.ts';

/** The most tries that a call takes. */
const MOST = 10;

/** How likely this many tries miss a fault that hits one connection in ten. `shy`: the server bears no more of them. */
export function detectionPower(results: readonly Result[], shy: boolean): string {
  const tries = Math.min(...results.map((result) => result.tries.length));
  const missed = Math.round(0.9 ** tries * 100);
  const where = results.length === 1 ? '' : ' to each address';
  const made = `${counted(tries, 'connection was', 'connections were')} tried${where}`;
  const more = shy || tries >= MOST ? '' : ` (more: tcp-probe --attempts ${MOST})`;
  return `${tries < MOST ? 'Only ' : ''}${made}: a fault of one in ten is missed ${missed} % of the time${more}.`;
}
