import type { TrustStore, TrustVerdict } from '../../../core/world/trust.ts';
import type { Scene } from './scene.ts';

/**
 * The store that the real client uses, as far as it can be known: the one asked for, else the file from start-up, else, for a client on this
 * machine, the system's. For a client elsewhere none of the stores here is its own: undefined.
 */
export function clientStore({ input, seen, view }: Scene): TrustStore | undefined {
  if (input.store) return input.store;
  if (view.trust.some(({ store }) => store === 'ca')) return 'ca';
  return seen.vantage.kind === 'local' ? 'system' : undefined;
}

/** What the client's store says of this view's chain. */
export function clientVerdict(scene: Scene): TrustVerdict | undefined {
  const store = clientStore(scene);
  return scene.view.trust.find((verdict) => verdict.store === store);
}

const WORDS: Readonly<Record<TrustStore, string>> = {
  system: "this host's system store",
  node: "Node's built-in store",
  ca: 'the --ca file',
};

export const storeWords = (store: TrustStore): string => WORDS[store];
