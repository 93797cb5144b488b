import type { Case } from './case.ts';
import { readEchoes } from './echoes.ts';
import type { Forward } from './forward.ts';

/** The timestamp option with its padding (RFC 7323 section 3.2). */
const TIMESTAMPS = 12;

/**
 * The sizes above which packets may vanish: one; or two where it is not known whether segments carried timestamps; or none where the search
 * did not come to its end. A second witness that agrees decides.
 */
export function holeSizes({ path }: Case, { size, above }: Extract<Forward, { kind: 'hole' }>): number[] {
  const { answered, silent, exact } = readEchoes(path);
  const sure = path.tcp?.timestamps !== null;
  if (above > size + 1) return exact && sure && answered >= size && answered < above ? [answered] : [];
  if (sure) return [size];
  const both = [size - TIMESTAMPS, size];
  const agreed = both.filter((one) => one === answered && silent === one + 1);
  return agreed.length === 1 ? agreed : both;
}
