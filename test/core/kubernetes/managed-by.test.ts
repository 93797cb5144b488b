import { expect, test } from 'vitest';
import { lastChange } from '../../../src/core/kubernetes/last-change.ts';
import { managedBy } from '../../../src/core/kubernetes/managed-by.ts';
import { ClusterMeta } from '../../../src/core/kubernetes/object-meta.ts';
import { ownerLabel } from '../../../src/core/kubernetes/owner-label.ts';

const meta = (more: object): ClusterMeta => ClusterMeta.parse({ name: 'a', ...more });
const byManager = (manager: string) => ({ managedFields: [{ manager, operation: 'Apply' }] });

test.each([
  [
    'Argo CD (application shop)',
    { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:apps/Deployment:b/a' } },
  ],
  ['Argo CD', { annotations: { 'argocd.argoproj.io/tracking-id': 'odd' } }],
  ['Argo CD (application shop)', { labels: { 'argocd.argoproj.io/instance': 'shop' } }],
  ['Argo CD', byManager('argocd-controller')],
  ['Flux (apps)', { labels: { 'kustomize.toolkit.fluxcd.io/name': 'apps' } }],
  ['Flux', byManager('kustomize-controller')],
  ['Helm (release redis)', { annotations: { 'meta.helm.sh/release-name': 'redis' } }],
  [
    'Helm (release (a name with unusual characters))',
    { annotations: { 'meta.helm.sh/release-name': 'a\u202e b' } },
  ],
  ['Terraform', byManager('Terraform')],
  ['Pulumi', byManager('pulumi-kubernetes')],
  ['Deployment api', { ownerReferences: [{ kind: 'Deployment', name: 'api', controller: true }] }],
  ['Terraform', { labels: { 'app.kubernetes.io/managed-by': 'Terraform' } }],
  // A chart that Argo CD renders carries Helm's label, and Helm knows nothing of it.
  ['Argo CD', { labels: { 'app.kubernetes.io/managed-by': 'Helm' }, ...byManager('argocd-controller') }],
  [undefined, byManager('kubectl-edit')],
  [undefined, { ownerReferences: [{ kind: 'Node', name: 'n' }] }],
] as const)('%s', (manager, marks) => {
  expect(managedBy(meta(marks))).toBe(manager);
});

test('the last change is the newest of the object itself', () => {
  const times = [
    { manager: 'helm', time: '2026-11-20T10:00:00Z' },
    { manager: 'kubectl-edit', time: '2026-11-23T14:02:00Z' },
    { manager: 'kube-controller-manager', time: '2026-11-23T14:30:00Z', subresource: 'status' },
  ];
  expect(lastChange(meta({ managedFields: times }))).toBe('changed 2026-11-23T14:02:00Z by kubectl-edit');
  const created = { creationTimestamp: '2026-11-20T10:00:00Z' };
  expect(lastChange(meta({ ...created, managedFields: times.slice(0, 1) }))).toBe(
    'created 2026-11-20T10:00:00Z by helm',
  );
  expect(lastChange(meta(created))).toBe('created 2026-11-20T10:00:00Z');
  expect(lastChange(meta({}))).toBeUndefined();
});

test.each([
  ['team=payments', { app: 'a', team: 'payments' }],
  ['example.com/owner=jane', { 'example.com/owner': 'jane' }],
  [undefined, { 'team-color': 'red', ownership: 'x', team: '' }],
])('whose it is: %s', (owner, labels) => {
  expect(ownerLabel(labels)).toBe(owner);
});
