import { parseIp } from '../../core/address/ip.ts';
import { parseTarget } from '../../core/target/target.ts';
import type { Context } from '../../core/tool.ts';
import { Observation as DnsSeen } from '../../tools/dns-lookup/observation.ts';
import { Observation as TcpSeen } from '../../tools/tcp-probe/observation.ts';
import { auditedIn } from '../cluster/audited.ts';
import { observed } from '../observed.ts';
import type { Question } from '../question.ts';
import type { WalkedLeg } from '../walk.ts';
import { objectAddress } from './source-address.ts';

/** Addresses that are judged together, of a name or Service that has more. */
const MOST = 3;

/** An end as sg_chain takes it, where one is known, and its port. */
export interface DestinationEnd {
  readonly end?: string | undefined;
  readonly port: number;
}

/**
 * What a leg leads to, as sg_chain takes it: the endpoints behind a Service with their own port, the addresses that were dialled, the
 * address of a pod, an id of AWS, or, where no address is known, the name.
 */
export async function destinationEnd(
  context: Context,
  { target, destination, kubeContext }: Question,
  leg: WalkedLeg,
): Promise<DestinationEnd> {
  const { port, host } = leg.end;
  const asked = parseTarget(target.text);
  if (asked.kind === 'aws') return { end: asked.id, port };
  if (destination?.service) return behindService(leg);
  if (asked.kind !== 'endpoint') return { end: await objectAddress(context, asked, kubeContext), port };
  const dialled = unanswered(leg) ?? observed(leg).addresses;
  const found =
    dialled.length > 0 ? dialled : (DnsSeen.safeParse(leg.looked.dns?.seen).data?.libc?.addresses ?? []);
  return { end: found.length > 0 ? together(found) : host, port };
}

/** Where some addresses accept: those of which no connection does. */
function unanswered(leg: WalkedLeg): string[] | undefined {
  const seen = TcpSeen.safeParse(leg.looked.tcp?.seen).data;
  const all = (seen?.ports ?? []).flatMap(({ addresses }) => addresses);
  const open = all.filter(({ tries }) => tries.some(({ outcome }) => outcome === 'open'));
  const closed = all.filter((one) => !open.includes(one)).map(({ address }) => address);
  return open.length > 0 && closed.length > 0 ? closed : undefined;
}

/** The ready endpoints of a Service, of one port. */
function behindService(leg: WalkedLeg): DestinationEnd {
  const dialled = leg.endpoints?.seen?.endpoints ?? [];
  const listed = (auditedIn(leg).service?.slices?.objects ?? []).flatMap((slice) =>
    slice.endpoints
      .filter(({ conditions }) => conditions.ready !== false)
      .flatMap(({ addresses }) =>
        addresses.map((address) => ({
          address,
          port: slice.ports.length === 1 ? slice.ports[0]?.port : undefined,
        })),
      ),
  );
  const all = dialled.length > 0 ? dialled : listed;
  const port = all[0]?.port;
  if (port === undefined) return { port: leg.end.port };
  return { end: together(all.filter((one) => one.port === port).map(({ address }) => address)), port };
}

/** Addresses of one family, IPv4 first, in the form of one end. */
export function together(addresses: readonly string[]): string | undefined {
  const parsed = addresses.flatMap((text) => {
    const ip = parseIp(text);
    return ip ? [{ text, family: ip.family }] : [];
  });
  const family = parsed.some((one) => one.family === 4) ? 4 : 6;
  const same = parsed.filter((one) => one.family === family).map(({ text }) => text);
  return same.length === 0 ? undefined : same.slice(0, MOST).join(',');
}
