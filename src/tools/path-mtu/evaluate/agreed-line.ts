import type { Case } from './case.ts';

/** What this host knows: interface, route, and the MSS of both sides. */
export function agreedLine({ path, family }: Case): string {
  const { route, tcp } = path;
  const { interface: name, interfaceMtu, mtu, learned, known } = route;
  const ofRoute =
    mtu === undefined
      ? known
        ? 'no MTU on the route'
        : undefined
      : `route’s MTU ${mtu}${learned === true ? ' (learned by ICMP)' : ''}`;
  const mss = tcp?.mss;
  const limit = family === 4 ? 40 : 60;
  const by = mss && mss.send + limit < mss.pathMtu ? 'the server’s, or a clamp’s' : 'what the MTU leaves';
  return [
    name === undefined
      ? undefined
      : `interface ${name}${interfaceMtu === undefined ? '' : ` ${interfaceMtu}`}`,
    ofRoute,
    mss && `MSS sent ${mss.send} (${by}), advertised ${mss.advertised}`,
  ]
    .filter((part) => part !== undefined)
    .join(', ');
}
