import { type Check, pass } from '../../../core/check.ts';
import type { Service } from '../../../core/kubernetes/service.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { answering, type PortState, portState } from './answering.ts';
import { caseOf, type Case, endpointsTest, isHeadless, portsAsked } from './case.ts';
import { externalName } from './external-name.ts';
import { oneFamily } from './families.ts';
import { externalPolicy, internalPolicy } from './local-policy.ts';
import { meshMismatch } from './mesh.ts';
import { namedPortPartly } from './named-port.ts';
import { noEndpoints } from './no-endpoints.ts';
import { someNotReady, unreadyPods } from './not-ready.ts';
import { portNotListed } from './port-listed.ts';
import { undeclaredTarget } from './target-port.ts';
import { counted } from './wording.ts';

/** The checks of a Service that exists. `named`: a port by name, as an Ingress may ask for it. */
export function judgeService(seen: Observation, input: Input, service: Service, named?: string): Check[] {
  const about = caseOf(seen, input, service);
  if (service.spec.type === 'ExternalName') return [externalName(about)];
  if (named !== undefined && service.spec.ports.every(({ name }) => name !== named))
    return [portNotListed(about, named)];
  const ports = portsAsked(about);
  if (ports.length === 0 && input.port !== undefined && !isHeadless(service))
    return [portNotListed(about, input.port)];
  // A headless Service needs no port: its name leads to the pods, which answer on whatever port they have.
  const asked = ports.length > 0 ? ports : service.spec.ports;
  if (asked.length === 0) return withoutPorts(about);
  return ofStates(
    about,
    asked.map((port) => portState(about, port)),
  );
}

/** A headless Service without ports: its pods are all that there is. */
function withoutPorts(about: Case): Check[] {
  const { seen, modelled, label } = about;
  const endpoints = (seen.slices?.objects ?? []).flatMap((slice) => slice.endpoints);
  const ready = endpoints.filter(({ conditions }) => conditions.ready ?? true).length;
  const pods = modelled ? (seen.pods?.found ?? 0) : ready;
  if (pods === 0) return [noEndpoints(about, undefined)];
  return [
    pass('service', {
      test: endpointsTest(about),
      summary: `${label} has no ports; its name leads to ${counted(pods, modelled ? 'pod' : 'ready endpoint')}`,
    }),
  ];
}

function ofStates(about: Case, states: readonly PortState[]): Check[] {
  const troubles = distinct(states.flatMap(({ trouble }) => trouble ?? []));
  const well = states.filter(({ trouble }) => trouble === undefined);
  const [first] = well;
  const unready = unreadyPods(about);
  return [
    ...troubles,
    ...answering(about, states),
    ...(first
      ? [
          ...internalPolicy(about, first.ready),
          ...externalPolicy(about, first.ready),
          ...oneFamily(about, first),
          ...(unready.length > 0 && !about.service.spec.publishNotReadyAddresses
            ? [someNotReady(about, unready)]
            : []),
        ]
      : []),
    ...well.flatMap(({ port }) => [...namedPortPartly(about, port), ...undeclaredTarget(about, port)]),
    ...distinct(well.flatMap(({ port }) => meshMismatch(about, port))),
  ];
}

/** Several ports with one trouble are one check. */
const distinct = (checks: readonly Check[]): Check[] => [
  ...new Map(checks.map((check) => [`${check.code} ${check.summary}`, check])).values(),
];
