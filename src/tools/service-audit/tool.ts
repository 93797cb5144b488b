import { clusterIdentity } from '../../core/kubernetes/cluster-identity.ts';
import { defineTool } from '../../core/tool.ts';
import { entranceText, parseEntrance } from './entrance/entrance-ref.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe/observe.ts';

/** Reads a Service and what is behind it. Sends nothing but get and list to the API server. */
export const serviceAudit = defineTool({
  name: 'service_audit',
  title: 'Audit a Kubernetes Service',
  description:
    'Follows a Service from its ports and selector to pods, readiness and endpoints, and says why nothing answers: no such Service or port, selector that matches no pod (and the label that differs), pods not ready, wrong targetPort, traffic policy; also from an Ingress or HTTPRoute. Only reads the API.',
  layer: 'service',
  input: Input,
  observation: Observation,
  failures,
  target: ({ service, port }) =>
    `${entranceText(parseEntrance(service))}${port === undefined ? '' : `:${port}`}`,
  identity: (world, { context }) => clusterIdentity(world.kubernetes, context),
  observe,
  evaluate,
});
