import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { hasPorts } from './model/flow.ts';
import { Observation } from './observation.ts';
import { observe } from './observe/observe.ts';

/** Judges, from the account's own records, every checkpoint of AWS between two ends. Sends nothing to them. */
export const sgChain = defineTool({
  name: 'sg_chain',
  title: 'Audit the AWS path between two ends',
  description:
    'Judges AWS security groups, network ACLs, routes, transit gateways, NAT and balancers between two ends, and back; prints the missing rule.',
  layer: 'firewall',
  input: Input,
  observation: Observation,
  failures,
  target: ({ source, destination, port, protocol }) =>
    `${source} -> ${destination} ${hasPorts({ protocol }) ? `${protocol}/${port}` : protocol}`,
  observe,
  evaluate,
});
