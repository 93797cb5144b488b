import { BadInput } from '../../core/bad-input.ts';
import { serviceName } from '../../core/target/service-name.ts';

/** A Service by name. */
export interface ServiceRef {
  readonly namespace: string;
  readonly name: string;
}

// RFC 1123 label: Services and namespaces have no dots.
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** Reads `ns/name`, `ns/svc/name`, `name.ns` or `name.ns.svc…`. Throws BadInput. */
export function parseServiceRef(text: string): ServiceRef {
  const parts = text.split('/');
  const [namespace = '', word = '', last] = parts;
  const isKind = last === undefined || /^(?:svc|services?)$/i.test(word);
  const name = last ?? word;
  if (parts.length <= 3 && isKind && LABEL.test(namespace) && LABEL.test(name)) return { namespace, name };
  const dns = parts.length === 1 ? serviceName(text) : undefined;
  if (dns && LABEL.test(dns.namespace) && LABEL.test(dns.name))
    return { namespace: dns.namespace, name: dns.name };
  throw new BadInput(
    'Not a Service.',
    'Send namespace/name, name.namespace or name.namespace.svc.cluster.local.',
  );
}
