import { BadInput } from '../../../core/bad-input.ts';
import type { ServicePort, Service } from '../../../core/kubernetes/service.ts';
import { type End, formatEnd, parseEnd } from '../end.ts';
import type { Flow } from '../model/flow.ts';
import { judgeFlow, type Judged } from '../model/judge-flow.ts';
import type { Model } from '../model/model.ts';
import { addressesOf, type Party } from '../model/party.ts';
import type { Problem } from './absent.ts';
import { throughAmbient } from './ambient.ts';
import { asEnforced } from './not-enforced.ts';
import type { Case } from './case.ts';
import { type Named, type Resolved, resolveEnd } from './ends.ts';
import { fromOutside } from './from-outside.ts';
import { hasAddress } from '../service-address.ts';
import { type Backends, backendsOf } from './service-ends.ts';

/** More pods of one end than these say nothing new. */
const MOST = 100;

/** One source pod, one backend, one family, and what the model says. */
export interface Pair {
  readonly source: Named;
  readonly destination: Named;
  readonly judged: Judged;
}

export interface Question {
  readonly pairs: readonly Pair[];
  /** The Service's port that was asked for, when the destination is a Service. */
  readonly service?: { readonly service: Service; readonly port: ServicePort };
  /** Pods beyond the bound. */
  readonly leftOut: number;
}

/** Why there is no question, and the sources where those at least could be told. */
interface NoQuestion extends Problem {
  readonly sources?: readonly Named[];
}

/** Every source with every destination, in every family that both have; `problem` where an end could not be told. */
export function pairsOf(about: Case): Question | NoQuestion {
  const { input } = about;
  const from = parseEnd(input.source ?? '');
  const to = parseEnd(input.destination ?? '');
  if (from.kind === 'workload' && from.workload === 'Service') {
    throw new BadInput('A Service does not open connections.', 'Send a pod or a workload as the source.');
  }
  const sources = resolved(about, from);
  if ('problem' in sources) return sources;
  const targets = targetsOf(about, to);
  if ('problem' in targets) return { ...targets, sources: sources.parties.slice(0, MOST) };
  const left = sources.parties.slice(0, MOST);
  const right = targets.ends.slice(0, MOST);
  const viaService = targets.service !== undefined && targets.service.service.spec.clusterIP !== 'None';
  const served = targets.families ?? [];
  const pairs = left.flatMap((source) =>
    right.flatMap(({ port, ...destination }) =>
      familiesOf(source.party, destination.party)
        .filter((family) => family === undefined || served.length === 0 || served.includes(family))
        .map((family): Pair => {
          const flow: Flow = {
            source: source.party,
            destination: destination.party,
            protocol: input.protocol,
            port,
            ...(family !== undefined && { family }),
            ...(viaService && { viaService }),
          };
          const modelled = throughAmbient(about.model, judgeFlow(about.model, flow), source, destination);
          const judged = asEnforced(about.seen, modelled, source, destination);
          return {
            source,
            destination,
            judged: targets.service ? fromOutside(judged, targets.service.service) : judged,
          };
        }),
    ),
  );
  if (pairs.length === 0) return { problem: 'the two ends have no address family in common' };
  return {
    pairs,
    ...(targets.service && { service: targets.service }),
    leftOut: sources.parties.length - left.length + targets.ends.length - right.length,
  };
}

interface Targets {
  readonly ends: readonly (Named & { port: number })[];
  readonly service?: Question['service'];
  /** Families in which the Service has addresses; empty where that is not known. */
  readonly families?: readonly (4 | 6)[];
}

function targetsOf(about: Case, asked: End): Targets | Problem {
  const to = behindAddress(about, asked);
  if (to.kind === 'workload' && to.workload === 'Service') {
    const found = backends(about, to);
    if ('problem' in found) return found;
    const families = familiesServed(found.service, asked);
    return { ends: found.backends, service: { service: found.service, port: found.port }, families };
  }
  const { port } = about.input;
  if (port === undefined) throw new BadInput('Which port?', 'Send port: the number on the destination pod.');
  const found = resolved(about, to);
  return 'problem' in found ? found : { ends: found.parties.map((one) => ({ ...one, port })) };
}

/** A Service has an address in each of its ipFamilies, and sends on in that family; who dials an address has chosen one. */
function familiesServed({ spec }: Service, asked: End): (4 | 6)[] {
  if (asked.kind === 'address') return [asked.address.family];
  return spec.ipFamilies.flatMap((family) => (family === 'IPv4' ? [4] : family === 'IPv6' ? [6] : []));
}

/** The Service whose address is dialled; else the end itself. */
function behindAddress({ seen }: Case, end: End): End {
  if (end.kind !== 'address') return end;
  const service = seen.services.find((one) => hasAddress(one, end.address));
  if (!service) return end;
  const { namespace, name } = service.metadata;
  return { kind: 'workload', workload: 'Service', namespace, name };
}

/** Families of both ends; undefined alone where an end has no address yet. Dual stack is judged per family (netpol facts 10). */
function familiesOf(source: Party, destination: Party): (4 | 6 | undefined)[] {
  if (source.addresses.length === 0 || destination.addresses.length === 0) {
    const known = [...source.addresses, ...destination.addresses].map(({ family }) => family);
    return known.length === 0 ? [undefined] : [...new Set(known)];
  }
  return ([4, 6] as const).filter(
    (family) => addressesOf(source, family).length > 0 && addressesOf(destination, family).length > 0,
  );
}

const ends = new WeakMap<Model, Map<string, Resolved>>();
const services = new WeakMap<Model, Map<string, Backends>>();

/** An end is looked up once, however many questions name it. */
const resolved = (about: Case, end: End): Resolved =>
  once(ends, about.model, formatEnd(end), () => resolveEnd(about, end));

const backends = (about: Case, end: End & { kind: 'workload' }): Backends =>
  once(services, about.model, `${formatEnd(end)} ${about.input.port}/${about.input.protocol}`, () =>
    backendsOf(about, end),
  );

function once<T>(kept: WeakMap<Model, Map<string, T>>, model: Model, key: string, make: () => T): T {
  const own = kept.get(model) ?? new Map<string, T>();
  kept.set(model, own);
  const found = own.get(key) ?? make();
  own.set(key, found);
  return found;
}
