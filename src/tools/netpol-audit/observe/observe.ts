import { BadInput } from '../../../core/bad-input.ts';
import type { Look } from '../../../core/tool.ts';
import { type End, parseEnd } from '../end.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { readCluster } from './read-cluster.ts';

/** Reads only what the question needs. */
export function observe(look: Look, input: Input): Promise<Observation> {
  const ends = endsOf(input);
  look.progress('read the cluster');
  const { context, namespace, nameserver } = input;
  return readCluster(look, {
    context,
    ends,
    caller: ends[0],
    namespaces: namespace === undefined ? [] : [namespace],
    dns: ends[0] !== undefined && !['address', 'node'].includes(ends[0].kind),
    nameserver,
  });
}

function endsOf({ source, destination, namespace }: Input): End[] {
  if (source !== undefined && destination !== undefined) return [parseEnd(source), parseEnd(destination)];
  if (source === undefined && destination === undefined && namespace !== undefined) return [];
  throw new BadInput(
    'Which two ends?',
    'Send source, destination and port; or namespace alone, to survey it.',
  );
}
