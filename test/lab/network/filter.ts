import type { Host, Order } from './host.ts';

type Chain = 'FORWARD' | 'INPUT' | 'OUTPUT' | 'PREROUTING' | 'RAW';

/** Adds a packet filter rule, such as `tcp dport 443 counter drop`, to a chain of a host. */
export const filter = (at: Host, rule: string, chain: Chain = 'FORWARD'): Order => ({
  at,
  run: ['nft', `add rule inet lab ${chain} ${rule}`],
});

/** An nft script, for what a rule alone cannot say. */
export const filterScript = (at: Host, script: string): Order => ({
  at,
  run: ['nft', '-f', '-'],
  input: script,
});

/** Removes every rule of a host. */
export const clearFilter = (at: Host): Order => ({ at, run: ['nft', 'flush', 'table', 'inet', 'lab'] });
