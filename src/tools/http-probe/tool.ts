import { parseTarget } from '../../core/target/target.ts';
import { defineTool } from '../../core/tool.ts';
import { evaluate } from './evaluate.ts';
import { failures } from './failures.ts';
import { Input } from './input.ts';
import { Observation } from './observation.ts';
import { observe } from './observe/observe.ts';

export const httpProbe = defineTool({
  name: 'http_probe',
  title: 'Probe an HTTP URL',
  description:
    'One GET or HEAD at each address of a URL, through the proxy where the environment sets one, with a direct control: status, who answered, redirects, timings. Use when TCP and TLS are well and requests fail.',
  layer: 'app',
  input: Input,
  observation: Observation,
  failures,
  target: ({ url }) => parseTarget(url).text,
  observe,
  evaluate,
});
