import type { Figure } from '../../../core/figure.ts';
import type { Case } from './case.ts';

/** The sizes that mean something on a path, the interface's first; nothing to draw where there is one. */
export function sizesFigure({ path, forward }: Case): Figure | undefined {
  const { interfaceMtu, mtu } = path.route;
  const sizes = [
    { name: 'MTU of the interface', bytes: interfaceMtu },
    { name: 'MTU of the route', bytes: mtu === interfaceMtu ? undefined : mtu },
    { name: 'largest that passes', bytes: passing(forward) },
  ].flatMap(({ name, bytes }) => (bytes === undefined ? [] : [{ name, bytes }]));
  return sizes.length < 2 ? undefined : { kind: 'sizes', sizes };
}

const passing = (forward: Case['forward']): number | undefined =>
  forward.kind === 'passes' || forward.kind === 'reduced' || forward.kind === 'hole'
    ? forward.size
    : undefined;
