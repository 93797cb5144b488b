import type { Host, Order } from '../network/host.ts';
import { filter } from '../network/filter.ts';
import { order } from '../network/host.ts';

/** Packets above a size vanish on the way to the server, or on the way back. */
export const losesAbove = (size: number, way: 'there' | 'back' = 'there'): Order =>
  filter('far', `iifname ${way === 'there' ? 'm1' : 's1'} meta length > ${size} counter drop`);

/** The cable between the routers carries no more than so much, and they say so. */
export const narrowCable = (mtu: number): Order[] => [
  order('near', `ip link set m0 mtu ${mtu}`),
  order('far', `ip link set m1 mtu ${mtu}`),
];

/** A kernel setting of a host, by its path below /proc/sys. */
export const setting = (at: Host, path: string, value: string): Order => ({
  at,
  run: ['sh', '-c', `echo ${value} > /proc/sys/${path}`],
});

/** Goes before a program: it runs as nobody, and nothing it starts gains rights (PR_SET_NO_NEW_PRIVS). */
export const asNobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', '--no-new-privs'];

/** Goes before a program: it finds none of these. */
export const without = (...programs: readonly string[]): string[] => [
  'unshare',
  '-m',
  'sh',
  '-c',
  `${programs.map((name) => `mount --bind /dev/null "$(command -v ${name})"`).join('; ')}; exec "$@"`,
  'sh',
];
