import { awsCalls } from '../../../../core/aws/calls.ts';
import { blind, type Judged } from '../checkpoint.ts';
import { type Estate, isGap } from '../estate.ts';
import type { Place } from '../place.ts';
import { lost, type Passage } from './passage.ts';

/** Through a gateway endpoint (S3, DynamoDB); an endpoint of a firewall or a gateway balancer cannot be judged. */
export function throughEndpoint(
  estate: Estate,
  source: Place,
  id: string,
  prefixList: string | undefined,
): Passage {
  const reference = lost(`the way leads through endpoint ${id}`);
  const base = { egress: reference, ingress: reference, seenFrom: source.range } as const;
  const found = estate.one(awsCalls.endpoints, 'vpc-endpoint-id', id);
  if (isGap(found))
    return {
      ...base,
      way: 'elsewhere',
      judged: [blind('transit', id, `Endpoint ${id} was not seen`, found)],
    };
  if (found.VpcEndpointType !== 'Gateway') {
    const why = 'a firewall or an appliance behind this endpoint decides by rules of its own';
    return {
      ...base,
      way: 'elsewhere',
      judged: [blind('transit', id, `Endpoint ${id} was not judged`, { gap: 'absent', why })],
    };
  }
  const look = `aws ec2 describe-vpc-endpoints --vpc-endpoint-ids ${id}`;
  const call = `ec2:DescribeVpcEndpoints ${id}`;
  const state = found.State;
  const transit: Judged =
    state.toLowerCase() === 'available'
      ? {
          kind: 'transit',
          resource: id,
          verdict: 'allow',
          said: `Gateway endpoint ${id} is available`,
          evidence: [`${call} State: ${state}`],
          look,
        }
      : {
          kind: 'transit',
          resource: id,
          verdict: 'deny',
          code: 'firewall.endpoint',
          said: `Gateway endpoint ${id} is ${state}, not available`,
          evidence: [`${call} State: ${state}`],
          look,
          advice: 'Make the endpoint anew.',
        };
  return {
    ...base,
    way: 'gateway-endpoint',
    ...(prefixList !== undefined && { prefixList }),
    judged: [transit, endpointPolicy(id, found.PolicyDocument)],
  };
}

/** The policy of an endpoint lets requests pass or not, by who asks for what: only one that allows everything is judged. */
export function endpointPolicy(id: string, document: string | undefined): Judged {
  const base = {
    kind: 'endpoint_policy',
    resource: id,
    evidence: [`ec2:DescribeVpcEndpoints ${id} PolicyDocument`],
  } as const;
  if (document !== undefined && allowsEverything(document)) {
    return { ...base, verdict: 'allow', said: `The policy of ${id} allows everything` };
  }
  return {
    ...base,
    verdict: 'skipped',
    said: `The policy of ${id} is not judged: it decides by principal and request, not by address`,
  };
}

function allowsEverything(document: string): boolean {
  try {
    const policy: unknown = JSON.parse(document);
    const statements = [at(policy, 'Statement')].flat();
    const open = statements.some(
      (one) =>
        at(one, 'Effect') === 'Allow' &&
        at(one, 'Action') === '*' &&
        at(one, 'Resource') === '*' &&
        isAnybody(at(one, 'Principal')) &&
        at(one, 'Condition') === undefined,
    );
    return open && !statements.some((one) => at(one, 'Effect') === 'Deny');
  } catch {
    return false;
  }
}

const isAnybody = (principal: unknown): boolean => principal === '*' || at(principal, 'AWS') === '*';
const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
