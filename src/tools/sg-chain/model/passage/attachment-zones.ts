import { awsCalls } from '../../../../core/aws/calls.ts';
import { type Estate, type Gap, isGap } from '../estate.ts';

/** The availability zones of subnets, in their order; a gap when one cannot be told. */
export function zonesOf(estate: Estate, subnets: readonly string[]): readonly string[] | Gap {
  const zones: string[] = [];
  let missing: Gap | undefined;
  // All are asked for before giving up, so that they are read at once.
  for (const id of subnets) {
    const found = estate.one(awsCalls.subnets, 'subnet-id', id);
    if (isGap(found)) missing ??= found;
    else if (found.AvailabilityZone === undefined)
      missing ??= { gap: 'absent', why: `the zone of ${id} is not said` };
    else zones.push(found.AvailabilityZone);
  }
  return missing ?? zones;
}

export const isGapFree = (zones: readonly string[] | Gap): zones is readonly string[] => !('gap' in zones);
