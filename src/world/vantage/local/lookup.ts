import { lookup as getaddrinfo, type LookupAddress } from 'node:dns';
import type { Lookup } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { holdThread } from '../../thread-pool.ts';
import type { LocalSetting } from './setting.ts';

// Just above what glibc waits for one server that answers A and drops AAAA: 5 s, three times.
const DEADLINE_MS = 16_000;

// What libuv makes of the EAI_ values of getaddrinfo(3); Node's own code folds several into ENOTFOUND.
const OUTCOMES: Readonly<Record<number, { outcome: Lookup['outcome']; error: string }>> = {
  [-3000]: { outcome: 'no-data', error: 'EAI_ADDRFAMILY' },
  [-3001]: { outcome: 'try-again', error: 'EAI_AGAIN' },
  [-3004]: { outcome: 'error', error: 'EAI_FAIL' },
  [-3007]: { outcome: 'no-data', error: 'EAI_NODATA' },
  [-3008]: { outcome: 'not-found', error: 'EAI_NONAME' },
};

type Answer = Pick<Lookup, 'outcome' | 'error' | 'addresses'>;

/**
 * What getaddrinfo says of a name: both families, in its order. It cannot be called off, so at the deadline, and when the signal
 * fires, it is left to end by itself. Rejects only with the signal's reason.
 */
export const lookup =
  (_setting: LocalSetting): Vantage['lookup'] =>
  async (name, signal) => {
    signal.throwIfAborted();
    const began = performance.now();
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const aborted = (): void => reject(signal.reason);
    signal.addEventListener('abort', aborted, { once: true });
    const deadline = setTimeout(() => resolve({ outcome: 'timeout', addresses: [] }), DEADLINE_MS);
    const release = holdThread();
    getaddrinfo(name, { all: true, order: 'verbatim' }, (error, found) => {
      release();
      resolve(answer(error, found));
    });
    try {
      return { name, ...(await promise), ms: Math.round((performance.now() - began) * 100) / 100 };
    } finally {
      clearTimeout(deadline);
      signal.removeEventListener('abort', aborted);
    }
  };

function answer(error: NodeJS.ErrnoException | null, found: readonly LookupAddress[]): Answer {
  if (!error) return { outcome: 'found', addresses: [...new Set(found.map(({ address }) => address))] };
  const known = OUTCOMES[error.errno ?? 0];
  return { ...(known ?? { outcome: 'error', error: error.code ?? error.name }), addresses: [] };
}
