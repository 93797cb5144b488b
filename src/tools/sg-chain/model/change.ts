import { awsCalls } from '../../../core/aws/calls.ts';
import type { NetworkAcl, NetworkAclEntry } from '../../../core/aws/network-acl.ts';
import type { Route, RouteTable } from '../../../core/aws/route-table.ts';
import type { IpPermission, SecurityGroup } from '../../../core/aws/security-group.ts';
import type { Answered, Seen } from '../observation.ts';

/** A change of the account, as a person could make it. */
export type Change =
  | {
      readonly kind: 'authorize';
      readonly egress: boolean;
      readonly group: string;
      readonly permission: IpPermission;
    }
  | { readonly kind: 'acl-entry'; readonly acl: string; readonly entry: NetworkAclEntry }
  | { readonly kind: 'route'; readonly table: string; readonly route: Route; readonly replaces?: Route };

/** What would be read after the changes. The account itself stays as it is. */
export const after = <S extends Pick<Seen, 'answers'>>(seen: S, changes: readonly Change[]): S => ({
  ...seen,
  answers: seen.answers.map((answer) => changes.reduce(changed, answer)),
});

function changed(answer: Answered, change: Change): Answered {
  switch (change.kind) {
    case 'authorize':
      if (answer.action !== awsCalls.securityGroups.action) return answer;
      return mapped<SecurityGroup>(answer, (group) =>
        group.GroupId === change.group ? authorized(group, change) : group,
      );
    case 'acl-entry':
      if (answer.action !== awsCalls.networkAcls.action) return answer;
      return mapped<NetworkAcl>(answer, (acl) =>
        acl.NetworkAclId === change.acl ? { ...acl, Entries: [...acl.Entries, change.entry] } : acl,
      );
    case 'route':
      if (answer.action !== awsCalls.routeTables.action) return answer;
      return mapped<RouteTable>(answer, (table) =>
        table.RouteTableId === change.table ? { ...table, Routes: rerouted(table.Routes, change) } : table,
      );
  }
}

// The action says of which shape the objects are.
const mapped = <T>(answer: Answered, map: (object: T) => T): Answered => ({
  ...answer,
  objects: (answer.objects as readonly T[]).map(map),
});

const authorized = (
  group: SecurityGroup,
  { egress, permission }: Extract<Change, { kind: 'authorize' }>,
): SecurityGroup =>
  egress
    ? { ...group, IpPermissionsEgress: [...group.IpPermissionsEgress, permission] }
    : { ...group, IpPermissions: [...group.IpPermissions, permission] };

function rerouted(
  routes: readonly Route[],
  { route, replaces }: Extract<Change, { kind: 'route' }>,
): Route[] {
  const same = (a: Route | undefined, b: Route): boolean =>
    a?.DestinationCidrBlock === b.DestinationCidrBlock &&
    a?.DestinationIpv6CidrBlock === b.DestinationIpv6CidrBlock;
  return [...routes.filter((one) => !same(replaces, one)), route];
}
