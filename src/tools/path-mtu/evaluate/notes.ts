import type { PathMtu, TcpSizes } from '../../../core/world/mtu.ts';
import type { Case } from './case.ts';
import { connections } from './wording.ts';

/** Limits of what was seen. */
export function notesOf(cases: readonly Case[]): string[] {
  return [...new Set(cases.flatMap(notes))];
}

function notes({ path, input, forward }: Case): string[] {
  const { tcp, settings, route } = path;
  const measured = forward.kind !== 'unmeasured';
  const most = route.interfaceMtu ?? tcp?.ceiling ?? 0;
  return [
    ...(measured
      ? [
          'Measured to where TCP ends: what is behind a proxy or balancer that accepts for the host is not seen.',
        ]
      : []),
    ...(tcp?.spared === true
      ? [`At most three connections were made to a port that greets like MySQL, and none to measure.`]
      : []),
    ...(measured && tcp ? limits(tcp) : []),
    ...(input.max !== undefined && most > 0 && input.max > most
      ? [
          `max ${input.max}: this host sends no packet above ${most} on ${route.interface ?? 'that interface'}.`,
        ]
      : []),
    ...((settings.noDiscovery ?? 0) > 0
      ? [
          'net.ipv4.ip_no_pmtu_disc is set here: IPv4 packets may be fragmented on the way, so that sizes that pass say nothing of the path.',
        ]
      : []),
    ...(settings.mtuProbing === 2
      ? [
          'net.ipv4.tcp_mtu_probing is 2 here: segments start small whatever the path carries, so that nothing larger was tried.',
        ]
      : []),
    ...(forward.kind === 'passes' && forward.ackedOn < ENOUGH_LINES
      ? [
          `On ${connections(forward.ackedOn)}: where one of two equal-cost paths loses large packets, that is missed 1 time in ${2 ** forward.ackedOn}.`,
        ]
      : []),
    ...unusable(path),
  ];
}

/** With so many connections a bad path among two hardly hides. */
const ENOUGH_LINES = 6;

function limits(tcp: TcpSizes): string[] {
  return [
    ...(tcp.connections > AT_LEAST
      ? [`It took ${tcp.connections} connections, broken off; it never takes more than 40 to one address.`]
      : []),
    ...(tcp.timestamps === null
      ? [
          'Whether the server takes TCP timestamps is not known without ss: without them each size is 12 bytes less.',
        ]
      : []),
    ...(tcp.failed > 0 ? [`${tcp.failed} of ${tcp.connections} connections did not open.`] : []),
    ...(tcp.ceilingBy === 'max' ? [`Nothing above ${tcp.ceiling} was tried.`] : []),
  ];
}

/** A path without a fault takes no more. */
const AT_LEAST = 9;

const WHY = {
  missing: 'is not installed',
  permission: 'is not permitted',
  unsupported: 'is of another make',
  timeout: 'did not end in time',
  failed: 'failed',
} as const;

function unusable({ unusable: programs }: PathMtu): string[] {
  if (programs.length === 0) return [];
  const clauses = programs.map(({ program, why }) => `${program} ${WHY[why]}`);
  return [`Not asked as well: ${[...new Set(clauses)].join(', ')}.`];
}
