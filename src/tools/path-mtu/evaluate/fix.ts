import type { Fix } from '../../../core/fix.ts';
import type { Case } from './case.ts';

/** The IPv6 minimum (RFC 8200 section 5), which every path carries. */
const SAFE = 1280;
/** IP and TCP headers without options. */
const HEADERS = { 4: 40, 6: 60 } as const;

const CNI =
  'the CNI’s MTU (Calico: mtu of the Installation or veth_mtu; Cilium: MTU; Flannel: MTU of the backend; AWS VPC CNI: AWS_VPC_ENI_MTU)';

/** Rules for a router of the path, as nft commands. */
const ON_ROUTERS = [
  '# on the routers of the path',
  'nft add rule inet filter forward tcp flags syn tcp option maxseg size set rt mtu',
  'nft insert rule inet filter forward icmp type destination-unreachable accept',
  'nft insert rule inet filter output icmp type destination-unreachable accept',
  'nft insert rule inet filter forward icmpv6 type packet-too-big accept',
  'nft insert rule inet filter output icmpv6 type packet-too-big accept',
].join('\n');

/** Packets above `size` vanish: send none. */
export function smallerPackets(about: Case, size: number): Fix {
  const inPod = about.seen.vantage.kind === 'pod';
  return {
    summary: `Send nothing above ${size}: ${inPod ? `lower ${CNI}` : 'lower the route’s or interface’s MTU'}, or clamp the MSS on a router; for good, let ICMP 3/4 (IPv6: type 2) through end to end.`,
    ...(!inPod && routeCommand(about, `mtu ${size}`)),
    manifest: ON_ROUTERS,
    ...verify(about),
    verified: 'unverified',
  };
}

/** Answers above a size vanish: ask the server for smaller ones. Without a number, for what every path carries. */
export function smallerAnswers(about: Case, size: number | undefined): Fix {
  const mss = (size ?? SAFE) - HEADERS[about.family];
  return {
    summary: `Have the server send smaller segments: advertise an MSS of ${mss} on this host’s route, clamp it on a router, or lower the server’s MTU; for good, let ICMP 3/4 (IPv6: type 2) reach the server.`,
    ...(about.seen.vantage.kind !== 'pod' && routeCommand(about, `advmss ${mss}`)),
    manifest: ON_ROUTERS,
    ...verify(about),
    verified: 'unverified',
  };
}

/** Works as it is; setting the MTU saves the detour. */
export function setRouteMtu(about: Case, summary: string, size: number): Fix {
  const inPod = about.seen.vantage.kind === 'pod';
  return {
    summary: inPod ? `${summary} In a pod that is ${CNI}.` : summary,
    ...(!inPod && routeCommand(about, `mtu ${size}`)),
    ...verify(about),
    verified: 'unverified',
  };
}

/** A route of its own for the address, and its removal. Nothing where the interface is not known. */
function routeCommand({ path, family }: Case, metric: string): Pick<Fix, 'command' | 'undo'> {
  const { interface: name, gateway } = path.route;
  if (name === undefined || path.settings.platform !== 'linux') return {};
  const ip = family === 6 ? 'ip -6' : 'ip';
  const route = `${path.address}${gateway === undefined ? '' : ` via ${gateway}`} dev ${name}`;
  return {
    command: `sudo ${ip} route replace ${route} ${metric}`,
    undo: `sudo ${ip} route del ${route}`,
  };
}

const verify = ({ input }: Case): Pick<Fix, 'verify'> => ({
  verify: `layerwalk path-mtu ${input.host}${input.port === undefined ? '' : ` --port ${input.port}`}`,
});
