import type { Host } from './host.ts';

const LETTER: Readonly<Record<Host, string>> = {
  client: 'c',
  near: 'a',
  far: 'b',
  server: 's',
  resolver: 'd',
};
const MADE_BY = /^lw(\d+)n\d+[a-z]$/;

let networks = 0;

/** The beginning of the names of a network's namespaces; a letter more makes it one. */
export const networkPrefix = (): string => `lw${process.pid}n${(networks += 1)}`;

/** Names for the namespaces of one more network, which no other run and no other network of this run has. */
export function namespaces(): (host: Host) => string {
  const prefix = networkPrefix();
  return (host) => `${prefix}${LETTER[host]}`;
}

/** The process that made a namespace of this name; undefined when it is no name of the lab's. */
export function makerOf(namespace: string): number | undefined {
  const pid = MADE_BY.exec(namespace)?.[1];
  return pid === undefined ? undefined : Number(pid);
}
