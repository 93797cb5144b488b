import type { Host } from './host.ts';
import { type Cable, CABLES, MORE, ROUTES, v4, v6 } from './plan.ts';

const isRouter = (host: Host): boolean => host === 'near' || host === 'far';

/** Shell script with the kernel settings of a host, to be made before its cables are laid. */
export function kernelSettings(host: Host): string {
  const lines = ['ipv6/conf/default/accept_dad 0', 'ipv6/conf/all/accept_dad 0', 'ipv4/icmp_ratelimit 0'];
  const routing = ['ipv4/ip_forward 1', 'ipv6/conf/all/forwarding 1', 'ipv6/icmp/ratelimit 0'];
  return [...lines, ...(isRouter(host) ? routing : [])]
    .map((line) => line.split(' '))
    .map(([key, value]) => `echo ${value} > /proc/sys/net/${key} || exit 1\n`)
    .join('');
}

/**
 * `ip -batch` lines that lay the cables. Packets leave in the size in which they travel: with segmentation offload a
 * packet filter would see segments joined together, and sizes would mean nothing.
 */
export function cableBatch(cables: readonly Cable[], namespace: (host: Host) => string): string {
  return cables
    .map(({ ends: [one, two] }) => {
      const end = ({ host, device }: Cable['ends'][0]) => `${device} netns ${namespace(host)} gso_max_segs 1`;
      return `link add ${end(one)} type veth peer name ${end(two)}\n`;
    })
    .join('');
}

/** `ip -batch` lines with the addresses and routes of a host. */
export function addressBatch(host: Host): string {
  const ends = CABLES.flatMap(({ net, ends: both }) =>
    both.flatMap(({ host: owner, device }, i) => (owner === host ? [{ device, net, n: i + 1 }] : [])),
  );
  const more = MORE.filter((each) => each.host === host).flatMap(({ device, net, numbers }) =>
    numbers.map((n) => ({ device, net, n })),
  );
  const routes = ROUTES.filter((route) => route.host === host);
  return [
    'link set lo up',
    ...ends.map(({ device }) => `link set ${device} up`),
    ...[...ends, ...more].flatMap(({ device, net, n }) => [
      `address add ${v4(net, n)}/24 dev ${device}`,
      `address add ${v6(net, n)}/64 dev ${device} nodad`,
    ]),
    ...routes.flatMap(({ net, via: [through, n] }) => [
      `route add ${net === 'default' ? net : `${v4(net, 0)}/24`} via ${v4(through, n)}`,
      `route add ${net === 'default' ? net : `${v6(net, 0).replace('::0', '::')}/64`} via ${v6(through, n)}`,
    ]),
    '',
  ].join('\n');
}

/** An nft script with the empty chains that faults are put into; RAW comes before connections are tracked. */
export const filterTables = (): string =>
  ['FORWARD forward 0', 'INPUT input 0', 'OUTPUT output 0', 'PREROUTING prerouting 0', 'RAW prerouting -300']
    .map((line) => line.split(' '))
    .map(([name, hook, at]) => `add chain inet lab ${name} { type filter hook ${hook} priority ${at}; }\n`)
    .reduce((script, chain) => script + chain, 'add table inet lab\n');
