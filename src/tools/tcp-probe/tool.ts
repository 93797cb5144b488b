import { formatHostPort } from '../../core/target/host-port.ts';
import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe/observe.ts';

/** Opens and closes connections to every address of a host, and listens. Sends no data. */
export const tcpProbe = defineTool({
  name: 'tcp_probe',
  title: 'Probe TCP ports',
  description:
    'Connects to every address of a host by itself and tells refused, dropped, rejected, unroutable, reset, silent, flaky and slow apart. Sends no data.',
  layer: 'tcp',
  input: Input,
  observation: Observation,
  failures,
  target: ({ host, ports }) => formatHostPort(host, ports.join(',')),
  observe,
  evaluate,
});
