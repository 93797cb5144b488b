import { askedOf } from './asked.ts';
import type { Input } from './input.ts';
import { estateOf } from './model/estate.ts';
import { judge } from './model/outcome.ts';
import type { End } from './model/place.ts';
import type { Seen } from './observation.ts';

/** What an account has for the two ends of a question: a place in a VPC, or somebody outside; nothing where one was not found. */
export function endsOf(seen: Seen, input: Input): { source: readonly End[]; destination: readonly End[] } {
  const { source, destination } = judge(estateOf(seen), askedOf(input), seen.pods);
  return { source: source.ends, destination: destination.ends };
}
