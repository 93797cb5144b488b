import type { Case } from './case.ts';
import { connections } from './wording.ts';

/** What segments to the port showed, in one line. */
export function tcpLine({ forward, path, input }: Case): string {
  const to = `TCP to port ${input.port ?? 0}`;
  switch (forward.kind) {
    case 'hole':
      return `${to}: packets of ${forward.size} acknowledged on ${connections(forward.ackedOn)}, of ${forward.above > forward.size + 1 ? `${forward.size + 1} to ` : ''}${forward.above} on none of ${forward.triedOn}, larger ones not when sent again`;
    case 'passes':
      return `${to}: packets of ${forward.size} acknowledged on ${connections(forward.ackedOn)}${forward.exact ? '' : ', whether whole or in pieces is not known'}`;
    case 'reduced':
      return `${to}: packets of ${forward.size} acknowledged${path.tcp?.segments.some(({ cut }) => cut !== undefined) === true ? ', after the kernel had cut larger ones' : ''}`;
    case 'uneven':
      return `${to}: of ${forward.tried} packets of up to ${forward.size} bytes ${forward.lost} were lost once or more`;
    case 'unsure':
      return `${to}: packets of ${forward.passes} acknowledged, ${forward.above === undefined ? 'not twice' : `of ${forward.above} not`}`;
    default: {
      const sizes = (path.tcp?.segments ?? []).map(({ size }) => size);
      return `${to}: of ${sizes.length} packets of ${Math.min(...sizes)} to ${Math.max(...sizes)} bytes none was acknowledged`;
    }
  }
}
