import { type Check, unknown } from '../../../core/check.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import { type Case, endpointsTest } from './case.ts';
import { changed } from './changed.ts';
import { claim } from './claim.ts';
import { counted, portText } from './wording.ts';

/**
 * A Service without selector: somebody else writes its EndpointSlices, and their ports must have the Service port's name
 * (https://kubernetes.io/docs/concepts/services-networking/service/#services-without-selectors).
 */
export function selectorless(about: Case, port: ServicePort | undefined): Check {
  const { seen, label, modelled } = about;
  const slices = seen.slices?.objects ?? [];
  const test = endpointsTest(about);
  if (modelled)
    return unknown('service', {
      test,
      summary: `${label} has no selector, and the manifests hold no endpoints for it`,
      fix: readFix({ reason: 'not-in-files' }),
    });
  const addresses = slices.flatMap(({ endpoints }) => endpoints).length;
  const names = [...new Set(slices.flatMap(({ ports }) => ports.map(({ name }) => name ?? '')))];
  const said = names.map((name) => (name === '' ? '(no name)' : name)).join(', ');
  const wanted = port?.name ?? '';
  const misnamed = addresses > 0 && port !== undefined && !names.includes(wanted);
  return claim.fail('service.no-endpoints', {
    test,
    summary: misnamed
      ? `${label} has no selector, and none of its EndpointSlices has a port named ${wanted === '' ? '(no name)' : wanted}`
      : `${label} has no selector, and no EndpointSlice has a ready address for it`,
    evidence: [
      `${counted(slices.length, 'EndpointSlice')}, ${counted(addresses, 'address', 'addresses')}`,
      ...(misnamed
        ? [`ports of the slices: ${said}; port of the Service: ${portText(port.port, port.protocol)}`]
        : []),
      ...changed(about),
    ],
    fix: misnamed
      ? 'Give the ports of the EndpointSlices the names that the ports of the Service have.'
      : 'Give the Service a selector, or write an EndpointSlice with the label kubernetes.io/service-name and a ready address.',
  });
}
