import { awsCalls } from '../../../core/aws/calls.ts';
import { parseCidr } from '../../../core/address/cidr.ts';
import type { Judged } from './checkpoint.ts';
import { type Estate, isGap } from './estate.ts';
import type { Flow } from './flow.ts';
import type { End, Place } from './place.ts';
import { rangeText } from './range.ts';

/** Addresses at which AWS itself answers, whatever groups and ACLs say, with the ports that are meant (0: any). */
const SERVICES: Readonly<Record<string, { what: string; port: number }>> = {
  '169.254.169.253': { what: 'the VPC resolver', port: 53 },
  'fd00:ec2::253': { what: 'the VPC resolver', port: 53 },
  '169.254.169.254': { what: 'the instance metadata service', port: 0 },
  'fd00:ec2::254': { what: 'the instance metadata service', port: 0 },
  '169.254.170.2': { what: 'the task metadata service', port: 0 },
  '169.254.169.250': { what: 'the activation of Windows', port: 1688 },
  '169.254.169.251': { what: 'the activation of Windows', port: 1688 },
  '169.254.169.123': { what: 'the time service', port: 123 },
  'fd00:ec2::123': { what: 'the time service', port: 123 },
};

/**
 * What no group and no ACL filters: the resolver of the VPC (its first network's base plus two), the router of each subnet (its base plus
 * one), which is also its DHCP server, metadata, time
 * (https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html#nacl-basics).
 */
export function unfiltered(estate: Estate, flow: Flow, source: Place, destination: End): Judged | undefined {
  if (destination.kind === 'place') return undefined;
  const address = rangeText(destination.range);
  const service = SERVICES[address];
  const what =
    service && (service.port === 0 || service.port === flow.port)
      ? service.what
      : (resolver(estate, flow, source, destination) ?? router(estate, source, destination));
  if (what === undefined) return undefined;
  return {
    kind: 'src_fw_egress',
    resource: source.name,
    verdict: 'allow',
    said: `${address} is ${what}: neither security groups nor network ACLs filter it`,
    evidence: ['by the documentation of VPC'],
  };
}

function resolver(estate: Estate, { port }: Flow, { vpc }: Place, { range }: End): string | undefined {
  if (port !== 53 || range.family === 6) return undefined;
  const found = estate.one(awsCalls.vpcs, 'vpc-id', vpc);
  const base = isGap(found) ? undefined : parseCidr(found.CidrBlock ?? '');
  return base && range.prefix === 32 && range.value === base.value + 2n
    ? `the resolver of ${vpc}`
    : undefined;
}

/** No subnet is smaller than 16 addresses, so that only every sixteenth address is worth a question. */
function router(estate: Estate, { subnet }: Place, { range }: End): string | undefined {
  if (range.family === 6 || range.prefix !== 32 || range.value % 16n !== 1n) return undefined;
  const found = estate.one(awsCalls.subnets, 'subnet-id', subnet);
  const base = isGap(found) ? undefined : parseCidr(found.CidrBlock ?? '');
  return base && range.value === base.value + 1n ? `the router of ${subnet}` : undefined;
}
