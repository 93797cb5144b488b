import type { Input } from './input.ts';

/** The asked types in upper case, once each. */
export const askedTypes = ({ types }: Pick<Input, 'types'>): string[] => [
  ...new Set(types.map((type) => type.toUpperCase())),
];

export const isAddressType = (type: string): boolean => type === 'A' || type === 'AAAA';

/**
 * The questions that stand for one client's wish: the address types together, since either serves, then every other type
 * by itself.
 */
export function wishes(input: Pick<Input, 'types'>): string[][] {
  const asked = askedTypes(input);
  const addresses = asked.filter(isAddressType);
  const others = asked.filter((type) => !isAddressType(type)).map((type) => [type]);
  return addresses.length > 0 ? [addresses, ...others] : others;
}
