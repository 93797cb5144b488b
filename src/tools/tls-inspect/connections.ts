import type { TlsTap } from '../../core/world/tls.ts';
import type { Observation } from './observation.ts';

type Counted = { readonly connections: number };

/** Connections of a wave and the second look after it. */
export function connectionsOf(
  wave: { main: TlsTap; others: readonly TlsTap[]; withoutSni?: TlsTap; scan?: Counted; wasted?: number },
  second: {
    upgrades: readonly TlsTap[];
    direct?: TlsTap | undefined;
    otherSni?: TlsTap | undefined;
    withoutAlpn?: TlsTap | undefined;
    scan?: Counted | undefined;
  },
): number {
  const parts: (Counted | undefined)[] = [wave.main, ...wave.others, wave.withoutSni, wave.scan];
  const after: (Counted | undefined)[] = [
    ...second.upgrades,
    second.direct,
    second.otherSni,
    second.withoutAlpn,
    second.scan,
  ];
  return [...parts, ...after].reduce((sum, part) => sum + (part?.connections ?? 0), wave.wasted ?? 0);
}

/** Every connection behind an observation. */
export function allConnections(seen: Observation): number {
  const { main, others, withoutSni, scan, issuers, extraConnections } = seen;
  const wave = {
    main: main.tap,
    others: others.map(({ tap }) => tap),
    ...(withoutSni && { withoutSni }),
    ...(scan && { scan }),
  };
  const fetched = issuers.reduce((sum, { connections }) => sum + connections, 0);
  // The scan of an observation holds both looks.
  return connectionsOf(wave, { ...seen, scan: undefined }) + fetched + extraConnections;
}
