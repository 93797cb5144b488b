/** What a generated cluster is made of. */
export interface Size {
  readonly pods: number;
  readonly policies: number;
  /** Bytes of a pod as JSON, about; what no verdict needs fills it up. */
  readonly podBytes: number;
}

const NAMESPACES = 100;
const namespaceOf = (index: number): string => `team-${index % NAMESPACES}`;

/** A cluster as `kubectl get -o json` prints it: one List. Workloads of ten pods, policies that select one workload each. */
export function generatedCluster({ pods, policies, podBytes }: Size): string {
  const items = [
    ...Array.from({ length: NAMESPACES }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespaceOf(index), labels: { tier: `t${index % 5}` } },
    })),
    ...Array.from({ length: pods }, (_, index) => pod(index, podBytes)),
    ...Array.from({ length: policies }, (_, index) => policy(index)),
  ];
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

const appOf = (index: number): string => `app-${Math.floor(index / NAMESPACES) % 10}`;

function pod(index: number, bytes: number): object {
  const app = appOf(index);
  const made = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${app}-5d9c7b8f6-${index.toString(36).padStart(5, '0')}`,
      namespace: namespaceOf(index),
      labels: { app, 'pod-template-hash': '5d9c7b8f6', tier: `t${index % 3}` },
      ownerReferences: [
        { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: `${app}-5d9c7b8f6`, controller: true },
      ],
      annotations: {},
    },
    spec: {
      nodeName: `node-${index % 200}`,
      containers: [
        { name: 'main', image: 'registry.example.com/app:1', ports: [{ name: 'http', containerPort: 8080 }] },
      ],
    },
    status: {
      phase: 'Running',
      podIP: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`,
      podIPs: [{ ip: `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}` }],
      hostIP: `192.168.0.${index % 200}`,
    },
  };
  const missing = bytes - JSON.stringify(made).length;
  if (missing <= 0) return made;
  // Two fifths as managedFields, many small objects; the rest as environment and volumes, mostly text.
  const fields = Array.from({ length: Math.ceil((missing * 0.4) / 40) }, (_, at) => [
    `f:field-${at}`,
    { 'f:value': {} },
  ]);
  const env = Array.from({ length: Math.ceil((missing * 0.6) / 120) }, (_, at) => ({
    name: `SETTING_${at}`,
    value: 'https://service.example.com/some/path/that/is/long/enough/to/be/a/setting'.padEnd(80, String(at)),
  }));
  const { metadata, spec } = made;
  return {
    ...made,
    metadata: { ...metadata, managedFields: [{ manager: 'kubelet', fieldsV1: Object.fromEntries(fields) }] },
    spec: { ...spec, containers: spec.containers.map((one) => ({ ...one, env })) },
  };
}

function policy(index: number): object {
  const peer = { podSelector: { matchLabels: { app: `app-${(index + 3) % 10}` } } };
  const namespaceSelector = { matchLabels: { 'kubernetes.io/metadata.name': namespaceOf(index + 7) } };
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { name: `policy-${index}`, namespace: namespaceOf(index) },
    spec: {
      podSelector: { matchLabels: { app: appOf(index) } },
      policyTypes: index % 4 === 0 ? ['Ingress', 'Egress'] : ['Ingress'],
      ingress: [
        { from: [peer, { ...peer, namespaceSelector }], ports: [{ port: index % 2 === 0 ? 8080 : 'http' }] },
        { from: [{ ipBlock: { cidr: '192.0.2.0/24' } }], ports: [{ port: 9000 + (index % 20) }] },
      ],
      egress: [{ to: [{ namespaceSelector }], ports: [{ port: 8080 }, { protocol: 'UDP', port: 53 }] }],
    },
  };
}
