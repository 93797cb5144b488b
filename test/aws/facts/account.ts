import type { Finding } from '../../../src/core/finding.ts';
import { account, type Account, allow, type Json, listOf, network, object } from '../scene.ts';

/** Questions of the facts: inside vpc-a, over the peering, over NAT, from outside. */
export const APP_TO_DB = { source: 'eni-app', destination: 'eni-db', port: 443 };
export const APP_TO_B = { source: 'eni-app', destination: 'eni-b', port: 443 };
export const APP_TO_WEB = { source: 'eni-app', destination: '52.1.1.30', port: 443 };

export const EVERYTHING = allow('-1', undefined, network('0.0.0.0/0'));

/** The account in which all is well, changed. */
export function changed(change: (of: Account) => void): Account {
  const of = account();
  change(of);
  return of;
}

export const groupOf = (of: Account, id: string): Json => object(of, 'DescribeSecurityGroups', id);
export const interfaceOf = (of: Account, id: string): Json => object(of, 'DescribeNetworkInterfaces', id);
export const routesOf = (of: Account, id: string): Json[] =>
  listOf(object(of, 'DescribeRouteTables', id), 'Routes');
export const entriesOf = (of: Account, id: string): Json[] =>
  listOf(object(of, 'DescribeNetworkAcls', id), 'Entries');

/** The rules of a group, in one direction or the other. */
export const egress = (of: Account, id: string, ...rules: Json[]): void =>
  void (groupOf(of, id)['IpPermissionsEgress'] = rules);
export const ingress = (of: Account, id: string, ...rules: Json[]): void =>
  void (groupOf(of, id)['IpPermissions'] = rules);

/** Both ways between vpc-a and vpc-b by another target than the peering. */
export function over(of: Account, target: Json): void {
  for (const id of ['rtb-main', 'rtb-b']) {
    for (const route of routesOf(of, id)) {
      if (route['VpcPeeringConnectionId'] === undefined) continue;
      delete route['VpcPeeringConnectionId'];
      Object.assign(route, target);
    }
  }
}

/** Security group referencing on the transit gateway and both attachments. */
export function referencing(of: Account, on: 'enable' | 'disable' = 'enable'): void {
  const all = ['DescribeTransitGateways', 'DescribeTransitGatewayVpcAttachments'];
  for (const one of all.flatMap((action) => of[action] ?? []))
    one['Options'] = { SecurityGroupReferencingSupport: on };
}

export const codes = ({ checks }: Finding): string[] => checks.flatMap(({ code }) => code ?? []);
export const commands = ({ checks }: Finding): string[] => checks.flatMap(({ fix }) => fix?.command ?? []);
export const said = ({ checks }: Finding): string => checks.map(({ summary }) => summary).join('\n');
export const evidence = ({ checks }: Finding): string => checks.flatMap((check) => check.evidence).join('\n');
export const notes = (finding: Finding): string => finding.notes.join('\n');
/** The names that VPC Reachability Analyzer has for what was found. */
export const natives = (finding: Finding): string[] =>
  [...evidence(finding).matchAll(/^Reachability Analyzer calls it (\w+)$/gm)].map((found) => found[1] ?? '');
