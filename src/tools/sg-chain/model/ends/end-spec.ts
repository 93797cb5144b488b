import { parseCidr } from '../../../../core/address/cidr.ts';
import { BadInput } from '../../../../core/bad-input.ts';
import { hostProblem } from '../../../../core/host-name.ts';
import { type Range, rangeOf } from '../range.ts';

/** An end as it was asked for. */
export type EndSpec =
  | { readonly kind: 'internet' }
  | { readonly kind: 'network'; readonly range: Range }
  /** Addresses of one name. */
  | { readonly kind: 'addresses'; readonly ranges: readonly Range[] }
  | { readonly kind: 'interface' | 'instance' | 'endpoint'; readonly id: string }
  | { readonly kind: 'db' | 'db-cluster' | 'db-proxy' | 'balancer' | 'function'; readonly name: string }
  | { readonly kind: 'name'; readonly host: string };

export const ENDS =
  'Send an interface (eni-…), an instance (i-…), an endpoint (vpce-…), an address, a CIDR, a DNS name, db/NAME, db-cluster/NAME, db-proxy/NAME, lb/NAME, lambda/NAME, an ARN of these, or "internet". For a pod send its address.';

/** Addresses of one name that are judged together. */
export const ADDRESSES = 3;

const IDS = { eni: 'interface', i: 'instance', vpce: 'endpoint' } as const;
const SERVICES = {
  db: 'db',
  'db-cluster': 'db-cluster',
  'db-proxy': 'db-proxy',
  lb: 'balancer',
  lambda: 'function',
} as const;

const ID = /^(eni|i|vpce)-[0-9a-z]{1,40}$/;
const SERVICE = /^(db|db-cluster|db-proxy|lb|lambda)\/([A-Za-z0-9][A-Za-z0-9_-]{0,139})$/;
// https://docs.aws.amazon.com/service-authorization/latest/reference/ has the form of each.
const ARNS: readonly (readonly [RegExp, 'db' | 'db-cluster' | 'balancer' | 'function'])[] = [
  [/^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]*:db:([A-Za-z0-9-]+)$/, 'db'],
  [/^arn:aws[a-z-]*:rds:[a-z0-9-]+:[0-9]*:cluster:([A-Za-z0-9-]+)$/, 'db-cluster'],
  [
    /^arn:aws[a-z-]*:elasticloadbalancing:[a-z0-9-]+:[0-9]*:loadbalancer\/(?:app|net)\/([A-Za-z0-9-]+)\/[0-9a-f]+$/,
    'balancer',
  ],
  [/^arn:aws[a-z-]*:lambda:[a-z0-9-]+:[0-9]*:function:([A-Za-z0-9_-]+)$/, 'function'],
];
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ConnectToInstance.html and its like for clusters and proxies
const RDS_NAME =
  /^([a-z0-9-]+)\.(proxy-|cluster-ro-|cluster-)?[a-z0-9]+\.[a-z0-9-]+\.rds\.amazonaws\.com(?:\.cn)?\.?$/i;
const ELB_NAME =
  /^(?:internal-|dualstack\.)?([a-z0-9-]+)-[0-9a-f]+\.(?:[a-z0-9-]+\.elb|elb\.[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\.?$/i;

/** Reads an end. Throws BadInput. */
export function parseEnd(text: string): EndSpec {
  if (text === 'internet') return { kind: 'internet' };
  const range = parseCidr(text);
  if (range) return { kind: 'network', range };
  const several = text.split(',').map(rangeOf);
  if (several.length <= ADDRESSES && several.every((one) => one !== undefined))
    return { kind: 'addresses', ranges: several };
  const id = ID.exec(text);
  if (id) return { kind: IDS[id[1] as keyof typeof IDS], id: text };
  const service = SERVICE.exec(text);
  if (service) return { kind: SERVICES[service[1] as keyof typeof SERVICES], name: service[2] ?? '' };
  for (const [pattern, kind] of ARNS) {
    const name = pattern.exec(text)?.[1];
    if (name !== undefined) return { kind, name };
  }
  const rds = RDS_NAME.exec(text);
  if (rds)
    return {
      kind: rds[2] === undefined ? 'db' : rds[2] === 'proxy-' ? 'db-proxy' : 'db-cluster',
      name: rds[1] ?? '',
    };
  const balancer = ELB_NAME.exec(text);
  if (balancer) return { kind: 'balancer', name: balancer[1] ?? '' };
  if (text.includes('.') && !text.includes('/') && hostProblem(text) === undefined)
    return { kind: 'name', host: text.toLowerCase() };
  throw new BadInput('Not an end that AWS knows.', ENDS);
}
