import * as z from 'zod';
import { parseIp } from './address/ip.ts';
import { allowedAddresses } from './allowed-addresses.ts';
import { AddressText, PlainPhrase } from './plain-text.ts';
import type { Look } from './tool.ts';
import { Lookup } from './world/dns.ts';

/** The addresses of a host that a tool looks at when one of each family is enough. */
export const FamilyAddresses = z.object({
  /** What libc says of the name; absent for an address. */
  lookup: Lookup.optional(),
  /** The first of each family, in the order of the answer: the first of all is what most clients try first. */
  chosen: z.array(AddressText),
  leftOut: z.array(AddressText),
  /** Addresses that the policy refuses, and its rule. */
  refused: z.array(z.object({ address: AddressText, rule: PlainPhrase })),
});
export type FamilyAddresses = z.infer<typeof FamilyAddresses>;

/** Looks a host up. Throws Refused when it has addresses and none may be contacted. */
export async function familyAddresses(
  look: Pick<Look, 'vantage' | 'world' | 'signal'>,
  host: string,
): Promise<FamilyAddresses> {
  const { lookup, refused, allowed } = await allowedAddresses(look, host);
  const chosen = allowed.filter(
    (address, index) => allowed.findIndex((other) => familyOf(other) === familyOf(address)) === index,
  );
  const leftOut = allowed.filter((address) => !chosen.includes(address));
  return { ...(lookup && { lookup }), chosen, leftOut, refused };
}

const familyOf = (address: string): number | undefined => parseIp(address)?.family;
