import { formatHostPort } from '../../core/target/host-port.ts';
import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe.ts';

/** Measures how large packets may be, by single segments to an open port: at most 40 connections that are broken off, three to a healthy path. */
export const pathMtu = defineTool({
  name: 'path_mtu',
  title: 'Measure the path MTU',
  description:
    'For "small requests work, uploads hang": the exact path MTU both ways, black holes and their direction, MSS clamps, where it shrinks, the likely tunnel, the fix. Opens up to 40 TCP connections an address.',
  layer: 'mtu',
  input: Input,
  observation: Observation,
  failures,
  target: ({ host, port }) => formatHostPort(host, port),
  observe,
  evaluate,
});
