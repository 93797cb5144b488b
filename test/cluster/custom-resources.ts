import type { Manifest } from './manifest.ts';

/** A kind that is no part of Kubernetes itself, with the versions that it is served in, the stored one first. */
export interface CustomKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly versions: readonly [string, ...string[]];
}

const custom =
  (group: string, ...versions: [string, ...string[]]) =>
  (kind: string, plural: string, scope: 'cluster' | 'namespaces'): CustomKind => ({
    group,
    kind,
    plural,
    namespaced: scope === 'namespaces',
    versions,
  });

const policyV1 = custom('policy.networking.k8s.io', 'v1alpha1');
const policyV2 = custom('policy.networking.k8s.io', 'v1alpha2');
const cilium = custom('cilium.io', 'v2');
const calico = custom('crd.projectcalico.org', 'v1');
const gateway = custom('gateway.networking.k8s.io', 'v1', 'v1beta1');
const oldGateway = custom('gateway.networking.k8s.io', 'v1beta1');
const earlyGateway = custom('gateway.networking.k8s.io', 'v1alpha2');
const istioNetworking = custom('networking.istio.io', 'v1', 'v1beta1');
const istioSecurity = custom('security.istio.io', 'v1', 'v1beta1');

/** The kinds that clusters commonly have besides Kubernetes' own, by what brings them. */
export const CUSTOM_KINDS = {
  adminPolicies: [
    policyV1('AdminNetworkPolicy', 'adminnetworkpolicies', 'cluster'),
    policyV1('BaselineAdminNetworkPolicy', 'baselineadminnetworkpolicies', 'cluster'),
    policyV2('ClusterNetworkPolicy', 'clusternetworkpolicies', 'cluster'),
  ],
  cilium: [
    cilium('CiliumNetworkPolicy', 'ciliumnetworkpolicies', 'namespaces'),
    cilium('CiliumClusterwideNetworkPolicy', 'ciliumclusterwidenetworkpolicies', 'cluster'),
  ],
  calico: [
    calico('NetworkPolicy', 'networkpolicies', 'namespaces'),
    calico('GlobalNetworkPolicy', 'globalnetworkpolicies', 'cluster'),
    calico('NetworkSet', 'networksets', 'namespaces'),
    calico('GlobalNetworkSet', 'globalnetworksets', 'cluster'),
    calico('Tier', 'tiers', 'cluster'),
    calico('IPPool', 'ippools', 'cluster'),
  ],
  gateway: [
    gateway('GatewayClass', 'gatewayclasses', 'cluster'),
    gateway('Gateway', 'gateways', 'namespaces'),
    gateway('HTTPRoute', 'httproutes', 'namespaces'),
    custom('gateway.networking.k8s.io', 'v1')('GRPCRoute', 'grpcroutes', 'namespaces'),
    oldGateway('ReferenceGrant', 'referencegrants', 'namespaces'),
    earlyGateway('TCPRoute', 'tcproutes', 'namespaces'),
    earlyGateway('TLSRoute', 'tlsroutes', 'namespaces'),
    earlyGateway('UDPRoute', 'udproutes', 'namespaces'),
  ],
  istio: [
    istioNetworking('DestinationRule', 'destinationrules', 'namespaces'),
    istioNetworking('VirtualService', 'virtualservices', 'namespaces'),
    istioNetworking('Sidecar', 'sidecars', 'namespaces'),
    istioSecurity('PeerAuthentication', 'peerauthentications', 'namespaces'),
    istioSecurity('AuthorizationPolicy', 'authorizationpolicies', 'namespaces'),
  ],
} as const satisfies Readonly<Record<string, readonly CustomKind[]>>;

/** A definition that accepts any spec and status: what the fields must be is not what the tests are about. */
export function definition({ group, kind, plural, namespaced, versions }: CustomKind): Manifest {
  const anything = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: {
      name: `${plural}.${group}`,
      // Without it the API server refuses groups that end in k8s.io.
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for tests' },
    },
    spec: {
      group,
      names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
      scope: namespaced ? 'Namespaced' : 'Cluster',
      versions: versions.map((name, i) => ({
        name,
        served: true,
        storage: i === 0,
        schema: { openAPIV3Schema: anything },
        subresources: { status: {} },
      })),
    },
  };
}

/** The kinds that an object defines, one a served version; none unless it is a definition. */
export function definedKinds(object: Manifest): Pick<Manifest, 'apiVersion' | 'kind' | 'metadata'>[] {
  if (object.kind !== 'CustomResourceDefinition') return [];
  const { group, names, versions } = object['spec'] as {
    group: string;
    names: { kind: string };
    versions: readonly { name: string; served: boolean }[];
  };
  const served = versions.filter((version) => version.served);
  return served.map(({ name }) => ({
    apiVersion: `${group}/${name}`,
    kind: names.kind,
    metadata: { name: '' },
  }));
}
