import { parseCidr } from '../../../core/address/cidr.ts';
import { ResourceId } from '../../../core/aws/resource-name.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { resources } from '../../../core/kubernetes/resources.ts';
import { templateOf, type Workload } from '../../../core/kubernetes/workload.ts';
import type { Look } from '../../../core/tool.ts';
import type { ReadFailure } from '../../../core/world/kubernetes.ts';
import type { CniSettings, PodFacts } from '../pod-facts.ts';

/** Reads the pod that has an address, and the settings of the CNI: two requests. */
export async function readPod(
  { world: { kubernetes }, signal }: Pick<Look, 'world' | 'signal'>,
  address: string,
  context: string | undefined,
): Promise<PodFacts> {
  const [pods, nodes] = await Promise.all([
    kubernetes.list({ context, resource: resources.pods, fieldSelector: `status.podIP=${address}` }, signal),
    kubernetes.get(
      { context, resource: resources.daemonSets, namespace: 'kube-system', name: 'aws-node' },
      signal,
    ),
  ]);
  const failure = pods.status === 'failed' ? pods : nodes.status === 'failed' ? nodes : undefined;
  // A pod that ended keeps its address in its status, which another may have by now.
  const pod = pods.status === 'ok' ? pods.objects.find(isRunning) : undefined;
  const [daemonSet] = nodes.status === 'ok' ? nodes.objects : [];
  const cni = daemonSet && settingsOf(daemonSet);
  return {
    address,
    ...(pod && factsOf(pod)),
    ...(cni && { cni }),
    ...(failure && { unseen: reasonOf(failure) }),
  };
}

const isRunning = ({ status }: Pod): boolean => status.phase !== 'Succeeded' && status.phase !== 'Failed';

function factsOf({ metadata, status }: Pod): Omit<PodFacts, 'address'> {
  const branch = branchOf(metadata.annotations['vpc.amazonaws.com/pod-eni'] ?? '');
  return {
    pod: { namespace: metadata.namespace, name: metadata.name },
    ...(status.hostIP !== undefined && { hostAddress: status.hostIP }),
    ...(branch !== undefined && { branch }),
  };
}

/** The interface in the annotation that the VPC resource controller writes: a list in JSON, of one. */
function branchOf(annotation: string): string | undefined {
  const [, id] = /"eniId":"([^"]{1,128})"/.exec(annotation) ?? [];
  return ResourceId.safeParse(id).data;
}

/** The container's own environment, with the defaults of the CNI; undefined where a value stands elsewhere. */
function settingsOf(daemonSet: Workload): CniSettings | undefined {
  const containers = templateOf(daemonSet)?.spec.containers ?? [];
  const found = containers.find(({ name }) => name === 'aws-node');
  if (!found) return undefined;
  const values = new Map(found.env.map(({ name, value }): [string, string | undefined] => [name, value]));
  const elsewhere = [...values].some(([name, value]) => value === undefined && !/proxy$/i.test(name));
  if (elsewhere) return undefined;
  const excluded = (values.get('AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS') ?? '')
    .split(',')
    .map((text) => text.trim())
    .filter((text) => parseCidr(text) !== undefined);
  return {
    externalSnat: isOn(values.get('AWS_VPC_K8S_CNI_EXTERNALSNAT')),
    excluded,
    enforcing: values.get('POD_SECURITY_GROUP_ENFORCING_MODE') === 'standard' ? 'standard' : 'strict',
  };
}

/** As Go's strconv.ParseBool reads it. */
const isOn = (text = ''): boolean => ['1', 't', 'T', 'TRUE', 'true', 'True'].includes(text);

function reasonOf({ reason, message, needs }: ReadFailure): PodFacts['unseen'] {
  return { reason, message, ...(needs && { needs }) };
}
