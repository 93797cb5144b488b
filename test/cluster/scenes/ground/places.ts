import type { Scene } from '../scene.ts';
import type { NameServer } from '../story/name-server.ts';
import type { Place } from './network-plugin.ts';

/** The places of a scene: its pods, its DNS and what answers for names on the node. */
export function placesOf({ hosts, nodeLocal }: Scene, { pod, port }: NameServer): Place[] {
  const names = (at: number): Place['ports'] => [
    ['UDP', at],
    ['TCP', at],
  ];
  return [
    ...hosts.map(({ address, servers = [] }): Place => ({
      address,
      ports: servers.flatMap(({ ports: { tcp = [], udp = [] } }): Place['ports'] => [
        ...tcp.map((each) => ['TCP', each] as const),
        ...udp.map((each) => ['UDP', each] as const),
      ]),
    })),
    { address: pod.address, ports: names(port) },
    ...(nodeLocal === undefined ? [] : [{ address: nodeLocal, ports: names(53) }]),
  ];
}
