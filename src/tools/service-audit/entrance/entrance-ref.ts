import { BadInput } from '../../../core/bad-input.ts';
import { parseClusterObject } from '../../../core/target/cluster-object.ts';
import { parseServiceRef, type ServiceRef } from '../service-ref.ts';

/** What is audited: a Service, or an Ingress or HTTPRoute in front of one. */
export interface EntranceRef extends ServiceRef {
  readonly kind: 'Service' | 'Ingress' | 'HTTPRoute';
}

/** Reads `ns/ing/name`, `ns/httproute/name`, or a Service as {@link parseServiceRef} does. Throws BadInput. */
export function parseEntrance(text: string): EntranceRef {
  if (/^[^/@]+\/(?:ing|ingress(?:es)?|httproutes?)\/[^/@]+$/i.test(text)) {
    const object = parseClusterObject(text);
    if (object.kind === 'workload' && (object.workload === 'Ingress' || object.workload === 'HTTPRoute'))
      return { kind: object.workload, namespace: object.namespace, name: object.name };
  }
  try {
    return { kind: 'Service', ...parseServiceRef(text) };
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    throw new BadInput(
      'Not a Service, Ingress or HTTPRoute.',
      'Send ns/name, name.ns.svc, ns/ing/name or ns/httproute/name.',
    );
  }
}

/** The text that {@link parseEntrance} reads back, for headings. */
export const entranceText = ({ kind, namespace, name }: EntranceRef): string =>
  kind === 'Service' ? `${namespace}/${name}` : `${namespace}/${kind.toLowerCase()}/${name}`;
