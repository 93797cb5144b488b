import type { Pattern } from './parse-pattern.ts';

/** A state of the automaton: where it goes for a character, or without one. */
interface State {
  test?: (c: string) => boolean;
  where?: 'start' | 'end';
  /** Indices of the states that follow. */
  readonly next: number[];
}

/** Repeats of repeats multiply. */
const MOST_STATES = 20_000;

/**
 * Whether a pattern matches anywhere in a text, as Go's regexp.MatchString: all ways are followed at once, so that the time is
 * bounded by the product of both lengths whatever the pattern. Undefined for a pattern that is too large.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean | undefined {
  const states: State[] = [];
  const add = (state: State): number => states.push(state) - 1;
  const end = add({ next: [] });

  /** The state that begins a pattern which leads to `to`. */
  function made(part: Pattern, to: number): number {
    if (states.length > MOST_STATES) return to;
    switch (part.kind) {
      case 'one':
        return add({ test: part.test, next: [to] });
      case 'start':
      case 'end':
        return add({ where: part.kind, next: [to] });
      case 'all':
        return part.parts.reduceRight((after, one) => made(one, after), to);
      case 'any':
        return add({ next: part.parts.map((one) => made(one, to)) });
      case 'repeat':
        return repeated(part, to);
    }
  }
  function repeated({ part, least, most }: Pattern & { kind: 'repeat' }, to: number): number {
    let after = to;
    if (most === Infinity) {
      const loop = add({ next: [to] });
      states[loop]?.next.unshift(made(part, loop));
      after = loop;
    } else {
      for (let i = least; i < most; i++) after = add({ next: [made(part, after), to] });
    }
    for (let i = 0; i < least; i++) after = made(part, after);
    return after;
  }

  const start = made(pattern, end);
  if (states.length > MOST_STATES) return undefined;
  let current = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    const reached = closure(states, [...current, start], at, text.length);
    if (reached.has(end)) return true;
    const c = text[at];
    current = new Set();
    if (c === undefined) break;
    for (const index of reached) {
      const state = states[index];
      if (state?.test?.(c) === true) state.next.forEach((to) => current.add(to));
    }
  }
  return false;
}

/** The states that are reached without another character. */
function closure(states: readonly State[], from: readonly number[], at: number, length: number): Set<number> {
  const reached = new Set<number>();
  const open = [...from];
  for (let index = open.pop(); index !== undefined; index = open.pop()) {
    if (reached.has(index)) continue;
    const state = states[index];
    const barred = (state?.where === 'start' && at > 0) || (state?.where === 'end' && at < length);
    if (!state || barred) continue;
    reached.add(index);
    if (!state.test) open.push(...state.next);
  }
  return reached;
}
