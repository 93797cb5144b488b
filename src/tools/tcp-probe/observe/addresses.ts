import { allowedAddresses } from '../../../core/allowed-addresses.ts';
import type { Look } from '../../../core/tool.ts';
import type { Observation } from '../observation.ts';

const MOST = 16;

/** Where to probe: what the name stands for, or the address itself, without what the policy refuses. */
export interface Destinations extends Pick<Observation, 'lookup' | 'refused' | 'leftOut'> {
  readonly allowed: readonly string[];
}

/** Looks a host up and sorts its addresses. Throws Refused when it has addresses and none may be contacted. */
export async function destinations(look: Look, host: string): Promise<Destinations> {
  const { allowed, ...found } = await allowedAddresses(look, host);
  return { ...found, allowed: allowed.slice(0, MOST), leftOut: allowed.slice(MOST) };
}
