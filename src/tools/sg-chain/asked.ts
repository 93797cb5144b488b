import type { Input } from './input.ts';
import { type EndSpec, parseEnd } from './model/ends/end-spec.ts';
import { hasPorts } from './model/flow.ts';
import type { Asked } from './model/outcome.ts';

/** The input as the model takes it. IPv6 is meant when an end is an IPv6 address. */
export function askedOf({ source, destination, port, protocol, client_ports, vpc }: Input): Asked {
  const [from = 1024, to = 65_535] = client_ports.split('-').map(Number);
  const ends = [parseEnd(source), parseEnd(destination)] as const;
  return {
    source: ends[0],
    destination: ends[1],
    vpc,
    flow: {
      protocol,
      family: ends.some(isV6) ? 6 : 4,
      port: hasPorts({ protocol }) ? port : 0,
      clientPorts: { from, to },
    },
  };
}

const isV6 = (spec: EndSpec): boolean =>
  (spec.kind === 'network' && spec.range.family === 6) ||
  (spec.kind === 'addresses' && spec.ranges.some(({ family }) => family === 6));
