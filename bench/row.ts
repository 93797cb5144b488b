/** One line of the result. `met` is null where it could not be measured; `measured` then says why. */
export interface Row {
  what: string;
  goal: string;
  measured: string;
  met: boolean | null;
}

/** What cannot be measured on this machine, and the reason. */
export const unmeasured = (what: string, goal: string, why: string): Row => ({
  what,
  goal,
  measured: `not measured: ${why}`,
  met: null,
});

/** Milliseconds, with as many decimals as they deserve. */
export const ms = (value: number): string => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

/** How many times as long: `2.84 x`. */
export const times = (value: number): string => `${value.toFixed(2)} x`;
