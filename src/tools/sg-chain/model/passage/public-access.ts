import { awsCalls } from '../../../../core/aws/calls.ts';
import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, isGap } from '../estate.ts';
import type { Place } from '../place.ts';

const LOOK = 'aws ec2 describe-vpc-block-public-access-options';
/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_VpcBlockPublicAccessExclusion.html; those that were deleted stay listed. */
const IN_FORCE: ReadonlySet<string> = new Set(['create-complete', 'update-complete', 'update-in-progress']);
const REGION = 'VPC block public access';

/**
 * Whether the Region blocks what passes between its VPCs and the internet, exclusions heeded; nothing where it does not
 * (https://docs.aws.amazon.com/vpc/latest/userguide/security-vpc-bpa.html).
 */
export function publicAccess(estate: Estate, place: Place, direction: 'in' | 'out'): Judged[] {
  const found = estate.all(awsCalls.blockPublicAccess);
  if (isGap(found))
    return [
      {
        ...blind('admin_policy', REGION, 'Whether public access is blocked was not seen', found),
        look: LOOK,
      },
    ];
  const mode = found[0]?.InternetGatewayBlockMode ?? 'off';
  const blocks = mode === 'block-bidirectional' || (mode === 'block-ingress' && direction === 'in');
  if (!blocks) return [];
  const exclusions =
    found[0]?.ExclusionsAllowed === 'not-allowed' ? [] : estate.all(awsCalls.blockPublicAccessExclusions);
  if (isGap(exclusions))
    return [
      {
        ...blind(
          'admin_policy',
          REGION,
          `Public access is blocked (${mode}), and the exclusions were not seen`,
          exclusions,
        ),
        look: LOOK,
      },
    ];
  const excluded = exclusions.find(
    ({ ResourceArn = '', InternetGatewayExclusionMode: exclusion, State = 'create-complete' }) =>
      IN_FORCE.has(State) &&
      [place.vpc, place.subnet].includes(ResourceArn.slice(ResourceArn.lastIndexOf('/') + 1)) &&
      (exclusion === 'allow-bidirectional' || (exclusion === 'allow-egress' && direction === 'out')),
  );
  const evidence = [`ec2:DescribeVpcBlockPublicAccessOptions InternetGatewayBlockMode: ${mode}`];
  if (excluded)
    return [
      {
        kind: 'admin_policy',
        resource: REGION,
        verdict: 'allow',
        said: `Public access is blocked, with an exclusion for ${place.vpc}`,
        evidence,
        look: LOOK,
      },
    ];
  return [
    {
      kind: 'admin_policy',
      resource: REGION,
      verdict: 'deny',
      code: 'firewall.public-access-blocked',
      native: 'VPC_BLOCK_PUBLIC_ACCESS_ENABLED',
      said: `The Region blocks public access (${mode}), and ${place.vpc} has no exclusion`,
      evidence,
      look: LOOK,
      advice: `Ask whoever owns the setting for an exclusion of ${place.subnet}, or reach it over a private way.`,
    },
  ];
}
