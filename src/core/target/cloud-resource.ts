/** An AWS resource by id or by ARN. */
export interface CloudResource {
  readonly kind: 'aws';
  readonly resource: AwsResource;
  readonly id: string;
}

const PREFIXES = {
  i: 'instance',
  eni: 'network-interface',
  sg: 'security-group',
  subnet: 'subnet',
  vpc: 'vpc',
  vpce: 'vpc-endpoint',
  nat: 'nat-gateway',
  igw: 'internet-gateway',
  tgw: 'transit-gateway',
  pcx: 'vpc-peering-connection',
} as const;

export type AwsResource = (typeof PREFIXES)[keyof typeof PREFIXES] | 'arn';

// 8 or 17 hexadecimal digits: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/resource-ids.html
const ID = /^([a-z]+)-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
const ARN = /^arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:[0-9]{0,12}:[A-Za-z0-9_./:+=,@-]{1,512}$/;

/** Reads an AWS resource id (`i-0ab…`, `eni-…`) or an ARN; undefined when the text is neither. */
export function parseCloudResource(text: string): CloudResource | undefined {
  if (ARN.test(text)) return { kind: 'aws', resource: 'arn', id: text };
  const prefix = ID.exec(text)?.[1];
  if (prefix === undefined || !Object.hasOwn(PREFIXES, prefix)) return undefined;
  return { kind: 'aws', resource: PREFIXES[prefix as keyof typeof PREFIXES], id: text };
}
