import type * as z from 'zod';
import { AdminNetworkPolicy, BaselineAdminNetworkPolicy } from './admin-network-policy.ts';
import { ClusterNetworkPolicy } from './cluster-network-policy.ts';
import { DnsConfigMap } from './config-map.ts';
import { EndpointSlice } from './endpoint-slice.ts';
import { Event } from './event.ts';
import { Gateway, HttpRoute, ReferenceGrant } from './gateway.ts';
import { Ingress, IngressClass } from './ingress.ts';
import { DestinationRule, PeerAuthentication } from './istio.ts';
import { Namespace } from './namespace.ts';
import { NetworkPolicy } from './network-policy.ts';
import { Node } from './node.ts';
import { policyOf } from './plugin-policy.ts';
import { Pod } from './pod.ts';
import type { ResourceType } from './resource-type.ts';
import { Service } from './service.ts';
import { Workload } from './workload.ts';

/** A resource of a namespace: "pods", "deployments.apps"; its versions, the one to ask first in front. */
function of<T>(
  name: string,
  kind: string,
  versions: readonly [string, ...string[]],
  shape: z.ZodType<T>,
): ResourceType<T> {
  const [plural = '', ...group] = name.split('.');
  return { group: group.join('.'), versions, plural, kind, namespaced: true, shape };
}

const clusterWide = <T>(resource: ResourceType<T>): ResourceType<T> => ({ ...resource, namespaced: false });

const optional = <T>(resource: ResourceType<T>): ResourceType<T> => ({ ...resource, optional: true });

/**
 * Everything that is read of a cluster. Secrets and ConfigMaps of workloads are not among it: what is not in this table cannot be
 * asked for. `deploy/rbac.yaml` grants exactly these. Of ConfigMaps only those of the cluster's DNS, as kubeadm and clouds,
 * OpenShift and RKE2 call them.
 */
export const resources = {
  namespaces: clusterWide(of('namespaces', 'Namespace', ['v1'], Namespace)),
  nodes: clusterWide(of('nodes', 'Node', ['v1'], Node)),
  pods: of('pods', 'Pod', ['v1'], Pod),
  services: of('services', 'Service', ['v1'], Service),
  configMaps: {
    ...of('configmaps', 'ConfigMap', ['v1'], DnsConfigMap),
    names: ['coredns', 'dns-default', 'rke2-coredns-rke2-coredns'],
  },
  events: of('events', 'Event', ['v1'], Event),
  endpointSlices: of('endpointslices.discovery.k8s.io', 'EndpointSlice', ['v1'], EndpointSlice),
  replicationControllers: of('replicationcontrollers', 'ReplicationController', ['v1'], Workload),
  deployments: of('deployments.apps', 'Deployment', ['v1'], Workload),
  replicaSets: of('replicasets.apps', 'ReplicaSet', ['v1'], Workload),
  statefulSets: of('statefulsets.apps', 'StatefulSet', ['v1'], Workload),
  daemonSets: of('daemonsets.apps', 'DaemonSet', ['v1'], Workload),
  jobs: of('jobs.batch', 'Job', ['v1'], Workload),
  cronJobs: of('cronjobs.batch', 'CronJob', ['v1'], Workload),
  ingresses: of('ingresses.networking.k8s.io', 'Ingress', ['v1'], Ingress),
  ingressClasses: clusterWide(of('ingressclasses.networking.k8s.io', 'IngressClass', ['v1'], IngressClass)),
  gateways: of('gateways.gateway.networking.k8s.io', 'Gateway', ['v1', 'v1beta1'], Gateway),
  httpRoutes: of('httproutes.gateway.networking.k8s.io', 'HTTPRoute', ['v1', 'v1beta1'], HttpRoute),
  referenceGrants: of(
    'referencegrants.gateway.networking.k8s.io',
    'ReferenceGrant',
    ['v1beta1', 'v1'],
    ReferenceGrant,
  ),
  peerAuthentications: of(
    'peerauthentications.security.istio.io',
    'PeerAuthentication',
    ['v1', 'v1beta1'],
    PeerAuthentication,
  ),
  destinationRules: of(
    'destinationrules.networking.istio.io',
    'DestinationRule',
    ['v1', 'v1beta1', 'v1alpha3'],
    DestinationRule,
  ),
  networkPolicies: of('networkpolicies.networking.k8s.io', 'NetworkPolicy', ['v1'], NetworkPolicy),
  adminNetworkPolicies: optional(
    clusterWide(
      of(
        'adminnetworkpolicies.policy.networking.k8s.io',
        'AdminNetworkPolicy',
        ['v1alpha1'],
        AdminNetworkPolicy,
      ),
    ),
  ),
  baselineAdminNetworkPolicies: optional(
    clusterWide(
      of(
        'baselineadminnetworkpolicies.policy.networking.k8s.io',
        'BaselineAdminNetworkPolicy',
        ['v1alpha1'],
        BaselineAdminNetworkPolicy,
      ),
    ),
  ),
  clusterNetworkPolicies: optional(
    clusterWide(
      of(
        'clusternetworkpolicies.policy.networking.k8s.io',
        'ClusterNetworkPolicy',
        ['v1alpha2'],
        ClusterNetworkPolicy,
      ),
    ),
  ),
  ciliumNetworkPolicies: optional(
    of('ciliumnetworkpolicies.cilium.io', 'CiliumNetworkPolicy', ['v2'], policyOf('Cilium')),
  ),
  ciliumClusterwideNetworkPolicies: optional(
    clusterWide(
      of(
        'ciliumclusterwidenetworkpolicies.cilium.io',
        'CiliumClusterwideNetworkPolicy',
        ['v2'],
        policyOf('Cilium'),
      ),
    ),
  ),
  // The objects behind both of Calico's APIs: projectcalico.org/v3 writes them, and is not served everywhere.
  calicoNetworkPolicies: optional(
    of('networkpolicies.crd.projectcalico.org', 'NetworkPolicy', ['v1'], policyOf('Calico')),
  ),
  calicoGlobalNetworkPolicies: optional(
    clusterWide(
      of('globalnetworkpolicies.crd.projectcalico.org', 'GlobalNetworkPolicy', ['v1'], policyOf('Calico')),
    ),
  ),
} as const;

const READABLE: ReadonlySet<unknown> = new Set(Object.values(resources));

/** Whether the table has a resource, and, where it names the objects, this one: nothing else may be asked of a cluster. */
export const isReadable = (resource: ResourceType, name?: string): boolean =>
  READABLE.has(resource) &&
  (resource.names === undefined || (name !== undefined && resource.names.includes(name)));
