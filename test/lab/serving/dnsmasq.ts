import type { Server } from './server.ts';

/** A forwarder on `on` that asks `upstream`, with these further options. */
export const dnsmasq = (on: string, upstream: string, options: readonly string[] = []): Server => ({
  name: 'dnsmasq',
  at: 'resolver',
  run: [
    'dnsmasq',
    '--keep-in-foreground',
    '--conf-file=',
    '--pid-file=',
    '--user=root',
    '--no-resolv',
    '--no-hosts',
    '--bind-interfaces',
    `--listen-address=${on}`,
    `--server=${upstream}`,
    ...options,
  ],
  ports: { tcp: [53], udp: [53] },
});
