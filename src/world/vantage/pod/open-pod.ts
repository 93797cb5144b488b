import type { AddressPolicy } from '../../../core/address/policy.ts';
import type { VantageIdentity } from '../../../core/vantage-identity.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { cannotExec, cannotFrom } from './cannot-exec.ts';
import { carried } from './carried.ts';
import { mustHaveHeadroom } from './headroom.ts';
import { OwnConnections } from './own-connections.ts';
import type { Place } from './place.ts';
import { isFailure, type PodExec } from './pod-exec.ts';
import { fileReader } from './read-files.ts';
import { slots } from './slots.ts';
import { podVantage } from './vantage.ts';

/** Programs of ours in a pod at a time. */
const AT_ONCE = 6;

export interface OpenPod {
  readonly exec: PodExec;
  readonly place: Place;
  readonly identity: VantageIdentity;
  readonly policy: AddressPolicy;
  /** Port of name servers given without one: 53, but in tests. */
  readonly dnsPort?: number;
}

/**
 * Finds out what a container carries and whether it bears programs of ours, and makes it a vantage. Throws CannotObserve with the
 * command by which a person looks, where it does not.
 */
export async function openPod(
  { exec, place, identity, policy, dnsPort = 53 }: OpenPod,
  signal: AbortSignal,
): Promise<Vantage> {
  const found = await carried(exec, signal);
  if (isFailure(found)) throw cannotExec(place, found);
  // getent answers for names by itself.
  const blind = !found.reader && found.ways.length === 0 && !found.programs.has('getent');
  if (blind) throw cannotFrom(place, 'carries no program to look with');
  const files = found.reader
    ? fileReader(exec, place, found.reader)
    : async () => {
        throw cannotFrom(place, 'has no program that reads files');
      };
  if (found.reader) await mustHaveHeadroom(files, place, signal);
  return podVantage(
    {
      place,
      exec,
      policy,
      carried: found,
      files,
      sockets: new OwnConnections(),
      slot: slots(AT_ONCE),
      dnsPort,
    },
    identity,
  );
}
