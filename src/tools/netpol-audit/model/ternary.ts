/** Whether something holds; `maybe` where an object that was not seen, or the plugin, decides. */
export type Ternary = 'yes' | 'no' | 'maybe';

/** Yes when one is, no when all are. */
export function anyOf(all: Iterable<Ternary>): Ternary {
  let result: Ternary = 'no';
  for (const one of all) {
    if (one === 'yes') return 'yes';
    if (one === 'maybe') result = 'maybe';
  }
  return result;
}

/** No when one is, yes when all are. */
export function both(one: Ternary, other: Ternary): Ternary {
  if (one === 'no' || other === 'no') return 'no';
  return one === 'yes' && other === 'yes' ? 'yes' : 'maybe';
}
