import { parseIp } from '../../../core/address/ip.ts';

/** The addresses to try, in order, and how many are left out. */
export interface Candidates {
  readonly chosen: readonly string[];
  readonly untried: number;
}

/**
 * At most `most` addresses of a getaddrinfo answer in its order, both families among them where there are both:
 * a client tries the other family early (RFC 8305 section 4).
 */
export function chooseCandidates(addresses: readonly string[], most: number): Candidates {
  const unique = [...new Set(addresses)];
  const families = [4, 6].map((family) => unique.filter((address) => parseIp(address)?.family === family));
  const share = Math.ceil(most / 2);
  const kept = new Set(
    families.flatMap((own, at) => own.slice(0, Math.max(share, most - (families[1 - at]?.length ?? 0)))),
  );
  const chosen = unique.filter((address) => kept.has(address)).slice(0, most);
  return { chosen, untried: unique.length - chosen.length };
}
