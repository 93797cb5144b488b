import { parseIp } from '../../../core/address/ip.ts';
import { type Check, pass } from '../../../core/check.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { type Backend, backends } from './backends.ts';
import { type Case, endpointsTest, isHeadless } from './case.ts';
import { claim } from './claim.ts';
import { noEndpoints } from './no-endpoints.ts';
import { counted, leadsTo, listed } from './wording.ts';

/** What a port of the Service comes to: its ready backends, or the check that says why there are none. */
export interface PortState {
  readonly port: ServicePort;
  readonly ready: readonly Backend[];
  readonly all: readonly Backend[];
  readonly trouble: Check | undefined;
}

export function portState(about: Case, port: ServicePort): PortState {
  const all = backends(about, port);
  const ready = all.filter((one) => one.ready);
  const draining = all.filter((one) => one.draining);
  if (ready.length > 0) return { port, ready, all, trouble: undefined };
  const trouble =
    draining.length > 0
      ? claim.warn('service.not-ready', {
          test: endpointsTest(about),
          summary: `Only pods that are being deleted still answer for ${about.label} ${leadsTo(port)}`,
          evidence: [`${counted(draining.length, 'endpoint')} terminating and serving, none ready`],
        })
      : noEndpoints(about, port);
  return { port, ready: draining, all, trouble };
}

/** The ports with ready backends, as one check. */
export function answering(about: Case, states: readonly PortState[]): Check[] {
  const well = states.filter(({ trouble }) => trouble === undefined);
  const [first] = well;
  if (!first) return [];
  const { label, modelled, service } = about;
  const ready = first.ready.length;
  const what = modelled ? 'pod of the manifests' : 'endpoint';
  const many = modelled ? 'pods of the manifests' : 'endpoints';
  return [
    pass('service', {
      test: endpointsTest(about),
      summary: modelled
        ? `${label} ${listed(well.map(({ port }) => leadsTo(port)))}: selects ${counted(ready, what, many)}`
        : `${label} ${listed(well.map(({ port }) => leadsTo(port)))}: ${ready} of ${counted(first.all.length, what, many)} ready`,
      evidence: [
        ...places(first.ready),
        ...(isHeadless(service) ? ['headless: its name is answered with the pods’ own addresses'] : []),
        ...hints(about),
      ],
    }),
  ];
}

function places(ready: readonly Backend[]): string[] {
  const shown = ready.map(({ pod, address: raw, node }) => {
    const address = raw === undefined || parseIp(raw) ? raw : nameInSentence(raw);
    const who = pod ?? address ?? '';
    const at = [pod === undefined ? undefined : address, node].filter((one) => one !== undefined).join(', ');
    return at === '' ? who : `${who} (${at})`;
  });
  return shown.length === 0 ? [] : [listed(shown)];
}

/** Traffic that prefers a zone (https://kubernetes.io/docs/concepts/services-networking/topology-aware-routing/). */
function hints({ seen }: Case): string[] {
  const zones = (seen.slices?.objects ?? []).flatMap(({ endpoints }) =>
    endpoints.flatMap((one) => one.hints?.forZones.map(({ name }) => name) ?? []),
  );
  if (zones.length === 0) return [];
  const plain = [...new Set(zones)].filter((zone) => /^[A-Za-z0-9.-]{1,63}$/.test(zone)).toSorted();
  return [`endpoints are hinted to zones: ${listed(plain)}`];
}
