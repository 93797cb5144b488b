import { type Cidr, contains, formatCidr, parseCidr } from '../../../core/address/cidr.ts';
import { type IpAddress, parseIp } from '../../../core/address/ip.ts';

/** Addresses that are asked about together: one address is a network of one. */
export type Range = Cidr;

/** The network of one that an address is; undefined for what is no address. */
export function rangeOf(text: string): Range | undefined {
  const ip = parseIp(text);
  return ip && ip.zone === undefined ? hostRange(ip) : undefined;
}

export const hostRange = ({ family, value }: IpAddress): Range => ({
  family,
  value,
  prefix: family === 4 ? 32 : 128,
});

/** Whether every address of `inner` lies in `outer`. */
export const covers = (outer: Range, inner: Range): boolean =>
  outer.prefix <= inner.prefix && contains(outer, inner);

/** Whether they have an address in common: of two networks one contains the other, or they are apart. */
export const overlap = (a: Range, b: Range): boolean => covers(a, b) || covers(b, a);

/** Networks given as text; what is none is left out. */
export const rangesOf = (texts: readonly (string | undefined)[]): Range[] =>
  texts.flatMap((text) => (text === undefined ? [] : (parseCidr(text) ?? [])));

/**
 * A range cut into networks that lie wholly inside or wholly outside each of `cuts`: any address of such a part fares as all of it.
 * At most 2 × 128 parts a cut.
 */
export function cut(range: Range, cuts: readonly Range[]): Range[] {
  const inside = cuts.filter((one) => one.prefix > range.prefix && covers(range, one));
  if (inside.length === 0) return [range];
  const prefix = range.prefix + 1;
  const half = 1n << BigInt((range.family === 4 ? 32 : 128) - prefix);
  const halves = [range.value, range.value + half].map((value): Range => ({
    family: range.family,
    value,
    prefix,
  }));
  return halves.flatMap((one) => cut(one, inside));
}

/** `10.0.0.7` for one address, `10.0.0.0/16` for a network. */
export function rangeText(range: Range): string {
  const text = formatCidr(range);
  return isOne(range) ? text.slice(0, text.lastIndexOf('/')) : text;
}

export const isOne = ({ family, prefix }: Range): boolean => prefix === (family === 4 ? 32 : 128);
export const isEverything = ({ prefix }: Range): boolean => prefix === 0;
