import { BadInput } from '../../core/bad-input.ts';
import { visible } from '../../core/untrusted.ts';

const UNIT_MS = { s: 1_000, m: 60_000, h: 3_600_000 } as const;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 24 * 3_600_000;

/** A time between rounds, as typed: `10s`, `2m`, `1h`. In milliseconds. Throws BadInput for anything else. */
export function readInterval(text: string): number {
  const [, digits = '', unit = ''] = /^(\d{1,5})(s|m|h)$/.exec(text) ?? [];
  const ms = Number(digits) * (UNIT_MS[unit as keyof typeof UNIT_MS] ?? 0);
  if (ms >= SHORTEST_MS && ms <= LONGEST_MS) return ms;
  throw new BadInput(
    `--interval: "${visible(text, 20)}" is no time from 1 s to 24 h.`,
    'Send e.g. 10s, 2m or 1h.',
  );
}
