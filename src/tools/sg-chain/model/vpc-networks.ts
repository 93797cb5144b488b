import { awsCalls } from '../../../core/aws/calls.ts';
import { type Estate, type Gap, isGap } from './estate.ts';
import { type Range, rangesOf } from './range.ts';

/** All networks of a VPC, of both families. */
export function vpcNetworks(estate: Estate, vpc: string): readonly Range[] | Gap {
  const found = estate.one(awsCalls.vpcs, 'vpc-id', vpc);
  if (isGap(found)) return found;
  return rangesOf([
    found.CidrBlock,
    ...found.CidrBlockAssociationSet.map(({ CidrBlock }) => CidrBlock),
    ...found.Ipv6CidrBlockAssociationSet.map(({ Ipv6CidrBlock }) => Ipv6CidrBlock),
  ]);
}
