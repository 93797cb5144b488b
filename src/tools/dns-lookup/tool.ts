import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe/observe.ts';

export const dnsLookup = defineTool({
  name: 'dns_lookup',
  title: 'Look up a name',
  description:
    'Resolves a name as a program here would (getaddrinfo, hosts file, search list) and asks each resolver by itself; compares further servers and, with trace, the authorities. Use it when a name does not resolve, resolves to the wrong address, or only sometimes.',
  layer: 'dns',
  input: Input,
  observation: Observation,
  failures,
  target: ({ name }) => name,
  observe,
  evaluate,
});
