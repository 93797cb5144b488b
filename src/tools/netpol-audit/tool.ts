import { clusterIdentity } from '../../core/kubernetes/cluster-identity.ts';
import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe/observe.ts';

/** Judges Kubernetes network policies by a model of them. Sends nothing to the ends. */
export const netpolAudit = defineTool({
  name: 'netpol_audit',
  title: 'Judge network policies',
  description:
    'Do NetworkPolicies (v1, Admin, Cluster) let source reach destination? Which policy and rule denies, what differs, the least fix, simulated. Or surveys a namespace. Sends no packet.',
  layer: 'policy',
  input: Input,
  observation: Observation,
  failures,
  target: ({ source, destination, port, namespace }) =>
    destination === undefined
      ? `namespace ${namespace ?? ''}`
      : `${source ?? ''} to ${destination}${port === undefined ? '' : `:${port}`}`,
  identity: (world, { context }) => clusterIdentity(world.kubernetes, context),
  observe,
  evaluate,
});
