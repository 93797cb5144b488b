import { reducedCorefile } from '../../../../core/corefile/corefile.ts';
import { parseCorefile } from '../../../../core/corefile/parse-corefile.ts';
import { resources } from '../../../../core/kubernetes/resources.ts';
import type { Service } from '../../../../core/kubernetes/service.ts';
import type { Ask } from '../../../../tools/service-audit/observe/ask.ts';
import type { ClusterDns } from '../observation.ts';

/** The Corefile of the server behind a Service: in the ConfigMap of the Service's name, or, behind kube-dns, in `coredns`. */
export async function readCorefile(
  ask: Ask,
  { metadata: { namespace, name: service } }: Service,
): Promise<NonNullable<ClusterDns['corefile']>> {
  const name = resources.configMaps.names.find((one) => one === service) ?? 'coredns';
  const { object, failure } = await ask.get(resources.configMaps, namespace, name);
  if (failure) return { name, failure };
  const text = object?.data.Corefile;
  const parsed = text === undefined ? undefined : parseCorefile(text);
  return {
    name,
    ...(object && { metadata: object.metadata }),
    ...(parsed && { parsed: reducedCorefile(parsed) }),
  };
}
