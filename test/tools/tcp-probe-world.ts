import { addressPolicy } from '../../src/core/address/policy.ts';
import type { Cidr } from '../../src/core/address/cidr.ts';
import { live } from '../../src/core/steps.ts';
import type { Context } from '../../src/core/tool.ts';
import type { Dial, DialRequest } from '../../src/core/world/dial.ts';
import { noAws } from '../../src/core/world/no-aws.ts';
import { noKubernetes } from '../../src/core/world/no-kubernetes.ts';
import type { Sniff, SniffRequest } from '../../src/core/world/sniff.ts';
import type { Vantage } from '../../src/core/world/world.ts';

type Outcome = Omit<Dial, 'address' | 'port'>;
type Heard = Omit<Sniff, 'dial'>;

/** How a pretended network behaves, and what it was asked. */
export interface Play {
  names?: Record<string, string[]>;
  /** How the nth connection to an address and port ends, and how long that takes. */
  connect?(address: string, port: number, nth: number): Outcome;
  /** What a listening connection that opened hears. */
  hear?(address: string, port: number): Heard;
  sockets?: Vantage['sockets'];
  resolverConfig?: Vantage['resolverConfig'];
  resolve?: Vantage['resolve'];
  hostView?: Vantage['hostView'];
  deny?: Cidr[];
}

/** A context whose vantage plays; `asked` are the connections in the order they were made. */
export function playing(play: Play, signal: AbortSignal = new AbortController().signal) {
  const asked: ({ verb: 'dial' | 'sniff'; at: number } & (DialRequest | SniffRequest))[] = [];
  let under = 0;
  const most = { under: 0 };
  const made = new Map<string, number>();
  const started = performance.now();
  const attempt = async (
    verb: 'dial' | 'sniff',
    request: DialRequest | SniffRequest,
    stop: AbortSignal,
  ): Promise<Dial> => {
    const { address, port } = request;
    asked.push({ verb, at: performance.now() - started, ...request });
    const key = `${address} ${port}`;
    made.set(key, (made.get(key) ?? 0) + 1);
    const outcome = play.connect?.(address, port, made.get(key) ?? 0) ?? { outcome: 'refused', ms: 1 };
    under++;
    most.under = Math.max(most.under, under);
    try {
      await wait(outcome.ms, stop);
    } finally {
      under--;
    }
    return { address, port, ...outcome };
  };
  const missing = async (): Promise<never> => {
    throw new Error('tcp_probe has no use for this verb');
  };
  const vantage: Vantage = {
    identity: { kind: 'local', name: 'stage' },
    resolverConfig: play.resolverConfig ?? missing,
    resolve: play.resolve ?? missing,
    tls: missing,
    tlsScan: missing,
    http: missing,
    mtu: missing,
    path: missing,
    lookup: async (name) => {
      const addresses = play.names?.[name] ?? [];
      const outcome = addresses.length > 0 ? 'found' : 'not-found';
      return { name, outcome, addresses, ms: 1, ...(outcome === 'not-found' && { error: 'EAI_NONAME' }) };
    },
    dial: (request, stop) => attempt('dial', request, stop),
    async sniff(request, stop) {
      const dial = await attempt('sniff', request, stop);
      if (dial.outcome !== 'open') return { outcome: 'not-connected', ms: 0, dial };
      const heard = play.hear?.(request.address, request.port) ?? {
        outcome: 'silent' as const,
        ms: request.waitMs,
      };
      await wait(Math.min(heard.ms, 100), stop);
      return { ...heard, dial };
    },
    sockets: play.sockets ?? (async () => ({ available: false, established: [], listeners: [], more: 0 })),
    hostView:
      play.hostView ??
      (async () => ({ interfaces: [], routes: [], ipv4: true, ipv6: true, proxy: {}, platform: 'linux' })),
  };
  const policy = addressPolicy({ deny: play.deny ?? [] });
  const context: Context = {
    world: {
      vantage: async () => vantage,
      verifyChain: missing,
      fetchIssuer: missing,
      refusal: (address) => policy.refusal(address),
      now: () => '2026-11-23T02:14:07.000Z',
      kubernetes: noKubernetes('no-cluster'),
      aws: noAws('no-account'),
      publicResolvers: [],
      elapsed: () => performance.now(),
    },
    signal,
    steps: live,
    progress: () => {},
  };
  return { context, asked, most };
}

function wait(ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  if (signal.aborted) reject(signal.reason);
  const abort = (): void => reject(signal.reason);
  const timer = setTimeout(resolve, ms);
  signal.addEventListener('abort', abort, { once: true });
  return promise.finally(() => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
  });
}
