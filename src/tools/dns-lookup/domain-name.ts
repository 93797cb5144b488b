/** A name with its trailing dot. */
export const absolute = (name: string): string => (name.endsWith('.') ? name : `${name}.`);

/** Names compare without case (RFC 4343) and whether or not the trailing dot is written. */
export const sameName = (one: string, other: string): boolean => folded(one) === folded(other);

/** Whether `name` is `zone` or below it. A dot that belongs to a label is written `\.` and divides nothing. */
export function isUnder(name: string, zone: string): boolean {
  if (zone === '.' || sameName(name, zone)) return true;
  const [inner, outer] = [folded(name), folded(zone)];
  if (!inner.endsWith(`.${outer}`)) return false;
  const before = inner.slice(0, -outer.length - 1);
  const backslashes = /\\*$/.exec(before)?.[0].length ?? 0;
  return backslashes % 2 === 0;
}

/** Whether `name` is below `zone` and not the zone itself. */
export const isBelow = (name: string, zone: string): boolean => isUnder(name, zone) && !sameName(name, zone);

/** How many dots divide labels, the trailing one not counted: what `ndots` is compared with. */
export const dotsIn = (name: string): number => (name.replace(/\.$/, '').match(/\./g) ?? []).length;

/** The names above a name, nearest first, without the root: `b.c.` and `c.` for `a.b.c`. */
export function ancestors(name: string): string[] {
  const labels = absolute(name).split('.').slice(0, -1);
  return labels.slice(1).map((_, i) => `${labels.slice(i + 1).join('.')}.`);
}

const folded = (name: string): string => absolute(name).toLowerCase();
