import type { HttpFacts } from './ended.ts';

/** The facts of an answer whose head came whole. */
export type Reply = HttpFacts & { readonly status: number };

const LONGEST_LOCATION = 8192;

/** The Location of an answer as sent, for following; one that is too long is left out. */
export const locationOf = (
  fields: readonly { readonly name: string; readonly value: string }[],
): Pick<HttpFacts, 'location'> => {
  const value = fields.find(({ name }) => name === 'location')?.value;
  return value !== undefined && value.length <= LONGEST_LOCATION ? { location: value } : {};
};
