import { judgeAcl } from './acl-checkpoint.ts';
import type { Checkpoint, Judged } from './checkpoint.ts';
import type { Estate } from './estate.ts';
import { farEnd, unresolved } from './far-end.ts';
import type { Flow } from './flow.ts';
import { judgeGroups } from './group-checkpoint.ts';
import { inbound } from './inbound.ts';
import type { Journey } from './journey.ts';
import { findPassage } from './passage/find-passage.ts';
import { natLoop } from './passage/nat.ts';
import type { Passage } from './passage/passage.ts';
import { dialled, type End, type Place } from './place.ts';
import { returnRoute } from './return-route.ts';
import { unfiltered } from './unfiltered.ts';

const EPHEMERAL = { from: 1024, to: 65_535 };

/**
 * Every checkpoint between two ends, forth and back. All are judged, not only up to the first that refuses. A NAT gateway starts a
 * new leg.
 */
export function chainOf(estate: Estate, journey: Journey): Checkpoint[] {
  const { source, destination, leg } = journey;
  if (source.kind === 'outside') return inbound(estate, journey, source);
  if (destination.kind === 'place' && destination.facesInternet === 'everywhere')
    return [{ ...unresolved(destination), leg, direction: 'forward' }];
  const exempt = unfiltered(estate, journey.flow, source, destination);
  if (exempt) return [{ ...exempt, leg, direction: 'forward' }];
  const passage = findPassage(estate, source, destination);
  if (passage.nat)
    return [
      ...towardsNat(estate, journey, source, passage, passage.nat),
      ...onwards(estate, journey, passage.nat),
    ];
  const forth = forward(estate, journey, source, passage);
  return [...forth, ...back(estate, journey, source, passage)];
}

const stamp =
  (leg: number, direction: Checkpoint['direction']) =>
  (judged: Judged): Checkpoint => ({ ...judged, leg, direction });

const inOneSubnet = (source: Place, destination: End): boolean =>
  destination.kind === 'place' && !destination.dialledPublicly && destination.subnet === source.subnet;

function sameSubnet({ subnet }: Place): Judged {
  return {
    kind: 'subnet_fw_out',
    resource: subnet,
    verdict: 'skipped',
    said: `Network ACLs are not asked inside ${subnet}`,
    evidence: [],
  };
}

function forward(
  estate: Estate,
  { flow, destination, leg }: Journey,
  source: Place,
  passage: Passage,
): Checkpoint[] {
  const range = dialled(destination);
  const judged: Judged[] = [
    judgeGroups(estate, {
      flow,
      place: source,
      egress: true,
      peer: { end: destination, range, reference: passage.egress, ownVpc: source.vpc },
      prefixList: passage.prefixList,
    }),
  ];
  if (inOneSubnet(source, destination)) judged.push(sameSubnet(source));
  else
    judged.push(judgeAcl(estate, { flow, subnet: source.subnet, egress: true, peer: range, reply: false }));
  judged.push(...passage.judged);
  if (destination.kind === 'place') judged.push(...arrival(estate, flow, source, destination, passage));
  else judged.push(farEnd(destination, passage));
  return judged.map(stamp(leg, 'forward'));
}

/** What a packet meets where it arrives. */
function arrival(
  estate: Estate,
  flow: Flow,
  source: Place,
  destination: Place,
  { seenFrom, ingress }: Passage,
): Judged[] {
  const acl = inOneSubnet(source, destination)
    ? []
    : [judgeAcl(estate, { flow, subnet: destination.subnet, egress: false, peer: seenFrom, reply: false })];
  const peer = { end: source, range: seenFrom, reference: ingress, ownVpc: destination.vpc };
  return [...acl, judgeGroups(estate, { flow, place: destination, peer, egress: false })];
}

/** Replies: groups keep state and are not asked again, ACLs and routes are. */
function back(
  estate: Estate,
  { flow, destination, leg }: Journey,
  source: Place,
  passage: Passage,
): Checkpoint[] {
  const judged: Judged[] = [];
  const near = !inOneSubnet(source, destination);
  if (destination.kind === 'place') {
    if (near)
      judged.push(
        judgeAcl(estate, {
          flow,
          subnet: destination.subnet,
          egress: true,
          peer: passage.seenFrom,
          reply: true,
        }),
      );
    if (passage.way !== 'none') judged.push(...returnRoute(estate, source, destination, passage));
  }
  if (near)
    judged.push(
      judgeAcl(estate, {
        flow,
        subnet: source.subnet,
        egress: false,
        peer: dialled(destination),
        reply: true,
      }),
    );
  return judged.map(stamp(leg, 'return'));
}

/** The leg that ends at a NAT gateway: the packet still carries the far address. */
function towardsNat(
  estate: Estate,
  { flow, destination, leg }: Journey,
  source: Place,
  passage: Passage,
  nat: Place,
): Checkpoint[] {
  const range = dialled(destination);
  const peer = { end: destination, range, reference: passage.egress, ownVpc: source.vpc };
  const apart = nat.subnet !== source.subnet;
  const acl = (subnet: string, egress: boolean, other: typeof range, reply: boolean): Judged[] =>
    apart ? [judgeAcl(estate, { flow, subnet, egress, peer: other, reply })] : [];
  return [
    ...[
      judgeGroups(estate, { flow, place: source, egress: true, peer }),
      ...(apart ? acl(source.subnet, true, range, false) : [sameSubnet(source)]),
      ...passage.judged,
      ...acl(nat.subnet, false, source.range, false),
    ].map(stamp(leg, 'forward')),
    ...[...acl(nat.subnet, true, source.range, true), ...acl(source.subnet, false, range, true)].map(
      stamp(leg, 'return'),
    ),
  ];
}

/** From a NAT gateway on, which uses client ports of its own (https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-basics.html). */
function onwards(estate: Estate, journey: Journey, nat: Place): Checkpoint[] {
  const { flow, destination, leg, through = [] } = journey;
  if (through.includes(nat.name)) return [stamp(leg, 'forward')(natLoop(nat))];
  return chainOf(estate, {
    flow: { ...flow, clientPorts: EPHEMERAL },
    source: nat,
    destination,
    leg: leg + 1,
    through: [...through, nat.name],
  });
}
