import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { type Container } from '../cluster/container.ts';
import type { Manifest } from '../cluster/manifest.ts';
import { podScene } from '../cluster/pod-scene.ts';
import { containerNeeds } from '../cluster/programs.ts';
import { deployProgram, programNeeds } from '../deploy/programs.ts';
import { needs } from '../needs.ts';
import { CLIENT, SERVER } from '../world/tcp-lab.ts';
import { type Place, runPage } from './run-page.ts';

const PAGE = 'docs/kubernetes.md';
const MANIFESTS = join('test', 'diagnosis', 'manifests');
const FILES = ['redis.yaml', 'shop.yaml'].map((name) => join(MANIFESTS, name));
const wants = containerNeeds();

/** What a controller would have made: the pods, their addresses and their readiness. */
const pod = (namespace: string, name: string, app: string, podIP: string, port?: number): Manifest => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace, labels: { app } },
  spec: {
    nodeName: 'node-a',
    containers: [{ name: 'main', image: 'x:1', ...(port && { ports: [{ containerPort: port }] }) }],
  },
  status: {
    phase: 'Running',
    podIP,
    podIPs: [{ ip: podIP }],
    conditions: [{ type: 'Ready', status: 'True' }],
  },
});

/** What the EndpointSlice controller would have made. */
const slice = (
  namespace: string,
  service: string,
  address: string,
  name: string,
  port: number,
): Manifest => ({
  apiVersion: 'discovery.k8s.io/v1',
  kind: 'EndpointSlice',
  metadata: { name: `${service}-1`, namespace, labels: { 'kubernetes.io/service-name': service } },
  addressType: 'IPv4',
  ports: [{ name, protocol: 'TCP', port }],
  endpoints: [{ addresses: [address], conditions: { ready: true }, nodeName: 'node-a' }],
});

const written = (file: string): Manifest[] =>
  parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as Manifest);

async function place(folder: string, running: AsyncDisposableStack): Promise<Place> {
  for (const made of ['rendered', 'deploy', 'overlays/prod'])
    mkdirSync(join(folder, made), { recursive: true });
  copyFileSync('deploy/rbac.yaml', join(folder, 'deploy/rbac.yaml'));
  for (const [index, file] of FILES.entries())
    copyFileSync(file, join(folder, `overlays/prod/${index}.yaml`));
  writeFileSync(join(folder, 'overlays/prod/kustomization.yaml'), 'resources: [0.yaml, 1.yaml]\n');
  const flows = /```yaml\n(- \{ from:[^]*?)```/.exec(readFileSync(PAGE, 'utf8'))?.[1] ?? '';
  writeFileSync(join(folder, 'flows.yaml'), flows);
  const scene = running.use(await podScene({}));
  scene.lab.ip('r', `route add 10.96.0.0/16 via ${SERVER}`);
  scene.lab.rule('r', 'tcp dport 6379 drop');
  await scene.cluster.create([
    ...FILES.flatMap(written).filter(
      ({ metadata: { name }, kind }) => !(kind === 'Namespace' && name === 'shop'),
    ),
    pod('payments', 'api-1', 'api', CLIENT),
    pod('payments', 'web-1', 'web', '10.1.0.11'),
    pod('cache', 'redis-0', 'redis', '10.1.0.20', 6379),
    pod('shop', 'cart-1', 'cart', '10.1.0.30', 8080),
    slice('cache', 'redis', '10.1.0.20', 'redis', 6379),
    slice('shop', 'cart', '10.1.0.30', 'http', 8080),
  ]);
  const network = scene.lab.nameOf('c');
  const container: Container = {
    namespace: 'payments',
    pod: 'api-1',
    name: 'main',
    programs: ['bash', 'cat'],
    network,
  };
  scene.cluster.place(container);
  return {
    env: { KUBECONFIG: scene.cluster.kubeconfig },
    programs: { kubectl: deployProgram('kubectl') },
  };
}

const DENIED = /policy\.(?:label-drift|ingress-denied)/;
const ask = 'layerwalk diagnose redis.cache.svc.cluster.local:6379 --from payments/deploy/api';
const policies =
  'layerwalk netpol-audit --source payments/deploy/api --destination cache/svc/redis --port 6379';

runPage(
  PAGE,
  place,
  {
    [ask]: { status: 1, says: DENIED },
    'layerwalk service-audit cache/redis --port 6379': { says: /1 of 1/ },
    [policies]: { status: 1, says: [DENIED, /allow-payments-api-to-redis/] },
    'layerwalk netpol-audit --source 198.51.100.7 --destination shop/svc/cart --port 80': { says: /allowed/ },
    'layerwalk netpol-audit --namespace cache': { says: /2 NetworkPolicies/ },
    'layerwalk service-audit shop/ing/web --url https://shop.example.com/cart': {
      says: /1 of 1/,
    },
    'layerwalk tcp-probe 10.96.12.34 --ports 6379 --from payments/deploy/api --allow-exec': {
      status: 1,
      says: /tcp\.timeout/,
    },
    'layerwalk tcp-probe 10.96.12.34 --ports 6379 --from payments/api-1@main --allow-exec': {
      status: 1,
      says: /tcp\.timeout/,
    },
    'kubectl apply -f deploy/rbac.yaml': { says: /clusterrole.*layerwalk created/ },
    'kubectl auth can-i list pods --as system:serviceaccount:layerwalk:layerwalk': { says: /^yes/m },
    'kubectl auth can-i get secrets --as system:serviceaccount:layerwalk:layerwalk': {
      status: 1,
      says: /^no/m,
    },
    'kubectl kustomize overlays/prod > rendered/prod.yaml': {},
    [`${ask} --manifests rendered`]: { status: 1, says: DENIED },
    'layerwalk service-audit cache/redis --port 6379 --manifests rendered': {},
    [`${policies} --manifests rendered`]: { status: 1, says: DENIED },
    'kubectl get namespaces,nodes,pods,services,endpointslices,networkpolicies,deployments,statefulsets -A -o json > dump.json':
      {},
    [`${policies} --manifests dump.json`]: { status: 1, says: DENIED },
    'layerwalk assert flows.yaml --manifests rendered': { says: /3/ },
    'layerwalk assert flows.yaml --json': { says: /"got":"deny"/ },
    [`${ask} --record case.json`]: { status: 1, says: DENIED },
    [`${ask} --replay case.json`]: { status: 1, says: DENIED },
  },
  {
    needed: needs({ ...wants, also: [...(wants.also ?? []), ...(programNeeds('kubectl').also ?? [])] }),
  },
);
