import type { Case } from './case.ts';
import { readEchoes } from './echoes.ts';

/** The timestamp option with its padding (RFC 7323 section 3.2). */
const TIMESTAMPS = 12;

/**
 * The sizes above which packets may vanish: one, or two where it is not known whether segments carried timestamps. Then a second witness that
 * agrees with one of them decides.
 */
export function holeSizes({ path }: Case, size: number): readonly number[] {
  if (path.tcp?.timestamps !== null) return [size];
  const { answered, silent } = readEchoes(path);
  const both = [size - TIMESTAMPS, size];
  const agreed = both.filter((one) => one === answered && silent === one + 1);
  return agreed.length === 1 ? agreed : both;
}
