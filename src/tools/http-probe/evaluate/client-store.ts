import type { TrustVerdict } from '../../../core/world/trust.ts';

/** What the store of a client here says, as far as it can be told: that of the file given at start-up, else the host's. */
export const clientStore = (trust: readonly TrustVerdict[]): TrustVerdict | undefined =>
  trust.find(({ store }) => store === 'ca') ??
  trust.find(({ store, size }) => store === 'system' && size > 0);

/** The store in a sentence. */
export const storeName = ({ store }: TrustVerdict): string =>
  store === 'ca' ? 'the --ca file' : 'this host’s store';
