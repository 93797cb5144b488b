/** What decides about colour. */
export interface ColourWish {
  /** False after `--no-color`. */
  readonly flag: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: boolean;
}

/**
 * Whether to colour: the flag, then NO_COLOR (https://no-color.org: any value but the empty one), then FORCE_COLOR (0 and false
 * switch it off), then whether a terminal that can do it is there.
 */
export function wantsColour({ flag, env, terminal }: ColourWish): boolean {
  if (!flag || env['NO_COLOR']) return false;
  const force = env['FORCE_COLOR'];
  if (force !== undefined && force !== '') return force !== '0' && force !== 'false';
  return terminal && env['TERM'] !== 'dumb';
}
