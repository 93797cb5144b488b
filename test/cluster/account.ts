import type { ApiClient } from './api-client.ts';
import { createObjects } from './create-objects.ts';
import type { Manifest } from './manifest.ts';
import type { ResourcePaths } from './resource-paths.ts';

const NAMESPACE = 'readers';
const ROLE_KINDS = ['Role', 'ClusterRole'];

/** A service account that may do what its roles say and nothing else. */
export interface Account {
  /** Its name in the audit log and in RBAC's refusals. */
  readonly user: string;
  readonly token: string;
}

/**
 * Makes a service account of this name, in the namespace `readers`, and binds it to each Role and ClusterRole among the
 * manifests; other kinds are left out. Each account gets copies of its own of the roles.
 */
export async function makeAccount(
  client: ApiClient,
  paths: ResourcePaths,
  name: string,
  manifests: readonly Manifest[],
): Promise<Account> {
  const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: NAMESPACE } };
  // It may be there already, or be made at this moment.
  await client.ask('POST', await paths.collection(namespace), namespace);
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace: NAMESPACE } };
  const roles = manifests
    .filter(({ kind }) => ROLE_KINDS.includes(kind))
    .map((role) => ({ ...role, metadata: { ...role.metadata, name: `${role.metadata.name}-${name}` } }));
  const subject = { kind: 'ServiceAccount', name, namespace: NAMESPACE };
  const bindings = roles.map((role) => binding(role, subject));
  await createObjects(client, paths, [account, ...roles, ...bindings]);
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec: {} };
  const path = `${await paths.item(account)}/token`;
  const granted = (await client.must('POST', path, request)) as { status: { token: string } };
  return { user: `system:serviceaccount:${NAMESPACE}:${name}`, token: granted.status.token };
}

function binding(role: Manifest, subject: object): Manifest {
  const { name, namespace } = role.metadata;
  return {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: `${role.kind}Binding`,
    metadata: { name, ...(role.kind === 'Role' && namespace !== undefined ? { namespace } : {}) },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: role.kind, name },
    subjects: [subject],
  };
}
