import { shellWord } from '../../../../core/shell-word.ts';
import type { IpPermission } from '../../../../core/aws/security-group.ts';
import type { Change } from '../change.ts';

/** A change as commands of the AWS CLI (https://docs.aws.amazon.com/cli/latest/reference/ec2/): how it is made and undone. */
export interface Commands {
  readonly command: string;
  readonly undo: string;
}

/** The commands of a change; `place` says in which Region and with which profile, where one was asked for. */
export function commandsOf(
  change: Change,
  place: { region?: string | undefined; profile?: string | undefined } = {},
): Commands {
  const where = [
    ...(place.region === undefined ? [] : ['--region', place.region]),
    ...(place.profile === undefined ? [] : ['--profile', place.profile]),
  ];
  const aws = (verb: string, ...args: readonly string[]): string =>
    ['aws ec2', verb, ...[...args, ...where].map(shellWord)].join(' ');
  switch (change.kind) {
    case 'authorize': {
      const direction = change.egress ? 'egress' : 'ingress';
      const args = ['--group-id', change.group, ...permissionArgs(change.permission)];
      return {
        command: aws(`authorize-security-group-${direction}`, ...args),
        undo: aws(`revoke-security-group-${direction}`, ...args),
      };
    }
    case 'acl-entry': {
      const { acl, entry } = change;
      const id = [
        '--network-acl-id',
        acl,
        entry.Egress ? '--egress' : '--ingress',
        '--rule-number',
        String(entry.RuleNumber),
      ];
      const ports = entry.PortRange
        ? ['--port-range', `From=${entry.PortRange.From},To=${entry.PortRange.To}`]
        : [];
      const icmp = entry.IcmpTypeCode
        ? ['--icmp-type-code', `Type=${entry.IcmpTypeCode.Type},Code=${entry.IcmpTypeCode.Code}`]
        : [];
      const network =
        entry.Ipv6CidrBlock === undefined
          ? ['--cidr-block', entry.CidrBlock ?? '']
          : ['--ipv6-cidr-block', entry.Ipv6CidrBlock];
      return {
        command: aws(
          'create-network-acl-entry',
          ...id,
          '--protocol',
          protocolName(entry.Protocol),
          ...ports,
          ...icmp,
          ...network,
          '--rule-action',
          entry.RuleAction,
        ),
        undo: aws('delete-network-acl-entry', ...id),
      };
    }
    case 'route': {
      const { route, table } = change;
      const destination =
        route.DestinationIpv6CidrBlock === undefined
          ? ['--destination-cidr-block', route.DestinationCidrBlock ?? '']
          : ['--destination-ipv6-cidr-block', route.DestinationIpv6CidrBlock];
      const target =
        route.VpcPeeringConnectionId === undefined
          ? ['--transit-gateway-id', route.TransitGatewayId ?? '']
          : ['--vpc-peering-connection-id', route.VpcPeeringConnectionId];
      return {
        command: aws('create-route', '--route-table-id', table, ...destination, ...target),
        undo: aws('delete-route', '--route-table-id', table, ...destination),
      };
    }
  }
}

const NAMES: Readonly<Record<string, string>> = { '6': 'tcp', '17': 'udp', '1': 'icmp' };
const protocolName = (number: string): string => NAMES[number] ?? number;

/** The short form where it says all; of ICMP it would mean one code only, and IPv6 and prefix lists have none. */
function permissionArgs(permission: IpPermission): string[] {
  const { IpProtocol: protocol, FromPort: port, IpRanges, UserIdGroupPairs } = permission;
  const isIcmp = protocol.startsWith('icmp');
  const short = ['--protocol', protocol, ...(port === undefined ? [] : ['--port', String(port)])];
  const [pair] = UserIdGroupPairs;
  if (pair?.GroupId !== undefined && !isIcmp) {
    return [
      ...short,
      '--source-group',
      pair.GroupId,
      ...(pair.UserId === undefined ? [] : ['--group-owner', pair.UserId]),
    ];
  }
  const [network] = IpRanges;
  if (network && !isIcmp) return [...short, '--cidr', network.CidrIp];
  return ['--ip-permissions', JSON.stringify([withoutEmpty(permission)])];
}

const withoutEmpty = (permission: IpPermission): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(permission).filter(([, value]) => !Array.isArray(value) || value.length > 0),
  );
