import { formatHostPort } from '../../core/target/host-port.ts';
import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe.ts';

/** Asks the programs at hand (traceroute, mtr, tracepath) for the hops to a host, one address of each family. */
export const pathTrace = defineTool({
  name: 'path_trace',
  title: 'Trace the path',
  description:
    'Hop by hop to a host or TCP port: reached or not, last hop that answers, loss and latency by hop, who sends a rejecting ICMP. For drops, rejections and flaky connections.',
  layer: 'tcp',
  input: Input,
  observation: Observation,
  failures,
  target: ({ host, port }) => formatHostPort(host, port),
  observe,
  evaluate,
});
