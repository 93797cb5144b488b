import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Observation } from '../observation.ts';
import { type Case, warn } from './case.ts';

/** getaddrinfo puts an IPv6 address that has no route here before an IPv4 one. RFC 6724 sorts it behind: then nothing is amiss. */
export function judgeV6({ seen, input }: Case): Check[] {
  const { libc } = seen;
  const firstV4 = libc?.addresses.findIndex((address) => !address.includes(':')) ?? -1;
  const early = libc?.addresses.slice(0, Math.max(0, firstV4)).find((address) => !isRouted(seen, address));
  if (!libc || early === undefined) return [];
  const name = nameInSentence(input.name);
  return [
    warn('dns.v6-unroutable', {
      test: `ip -6 route get ${early}`,
      summary: `${name} resolves to ${early} first, and there is no IPv6 route to it; IPv4 addresses follow`,
      evidence: [
        `getaddrinfo order: ${libc.addresses.join(', ')}`,
        ...seen.routes.filter(({ to }) => to === early).map(({ errno }) => `route: ${errno ?? 'none'}`),
      ],
    }),
  ];
}

/** Whether there is a way to the address; where that was not seen, there may be. */
export function isRouted({ routes }: Pick<Observation, 'routes'>, address: string): boolean {
  const route = routes.find(({ to }) => to === address);
  return route === undefined || route.from !== undefined;
}
