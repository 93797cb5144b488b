import { isLoopback, isPrivate } from '../../core/address/policy.ts';
import { parseIp } from '../../core/address/ip.ts';
import type { AwsWhereabouts } from '../../core/world/aws.ts';

/** What is known of a walk before AWS is asked anything. */
export interface Signs {
  readonly where: AwsWhereabouts;
  /** The target is a resource of AWS by its id, or the source is. */
  readonly named: boolean;
  readonly host: string;
  /** Addresses of either end. */
  readonly addresses: readonly string[];
}

/** Names that AWS gives: https://docs.aws.amazon.com/general/latest/gr/rande.html */
const OF_AWS = /\.(?:amazonaws\.com(?:\.cn)?|amazonaws\.eu|aws)$/;

/**
 * Whether an account is worth asking, decided without asking it: a dump is always looked into; an account where an end is named by
 * AWS, or where one has a private address and this machine is set up with credentials. Else nothing is loaded, and the instance
 * metadata service, where the SDK would look for credentials, is left alone.
 */
export function isConcerned({ where, named, host, addresses }: Signs): boolean {
  if (where.source === 'none') return false;
  if (addresses.some(isLoopback) || host === 'localhost') return false;
  if (where.source === 'dump' || named || OF_AWS.test(host)) return true;
  return (
    where.configured === true &&
    [...addresses, host].some((one) => parseIp(one) !== undefined && isPrivate(one))
  );
}
