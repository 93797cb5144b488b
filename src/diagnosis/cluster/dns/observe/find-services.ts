import { resources } from '../../../../core/kubernetes/resources.ts';
import type { Service } from '../../../../core/kubernetes/service.ts';
import type { Ask, Many } from '../../../../tools/service-audit/observe/ask.ts';
import { DNS_PLACES } from '../../../../tools/netpol-audit/dns-places.ts';

const DNS_PORT = 53;

/**
 * The Services in front of the cluster's DNS: by their label in kube-system, else where another distribution keeps one, else the one
 * that has the address which the source asks. The one that is asked comes first.
 */
export async function findServices(ask: Ask, nameservers: readonly string[]): Promise<Many<Service>> {
  const found = await ask.list(resources.services, {
    namespace: 'kube-system',
    labelSelector: 'k8s-app=kube-dns',
  });
  const serving = found.objects.filter(answersNames);
  if (found.failure || serving.length > 0) return { ...found, objects: ordered(serving, nameservers) };
  for (const { namespace, service } of DNS_PLACES) {
    const { object } = await ask.get(resources.services, namespace, service);
    if (object) return { objects: [object], found: 1 };
  }
  if (nameservers.length === 0) return { ...found, objects: [] };
  const all = await ask.list(resources.services, {});
  const asked = all.objects.filter((service) => isAsked(service, nameservers));
  return { ...all, objects: asked, found: asked.length };
}

const answersNames = ({ spec }: Service): boolean =>
  spec.clusterIP !== 'None' && spec.ports.some(({ port }) => port === DNS_PORT);

const isAsked = ({ spec }: Service, nameservers: readonly string[]): boolean =>
  spec.clusterIPs.some((address) => nameservers.includes(address));

const ordered = (services: readonly Service[], nameservers: readonly string[]): Service[] =>
  services.toSorted(
    (a, b) =>
      Number(isAsked(b, nameservers)) - Number(isAsked(a, nameservers)) ||
      Number(b.metadata.name === 'kube-dns') - Number(a.metadata.name === 'kube-dns'),
  );
