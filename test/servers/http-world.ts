import { addressPolicy } from '../../src/core/address/policy.ts';
import type { Context } from '../../src/core/tool.ts';
import { live } from '../../src/core/steps.ts';
import { noAws } from '../../src/core/world/no-aws.ts';
import { noKubernetes } from '../../src/core/world/no-kubernetes.ts';
import type { SocketTable } from '../../src/core/world/sockets.ts';
import type { World } from '../../src/core/world/world.ts';
import { verifyChain } from '../../src/world/trust/verify-chain.ts';
import { hostView } from '../../src/world/vantage/local/host-view.ts';
import { http } from '../../src/world/vantage/local/http.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';

/** What a test decides of the world; the requests are real. */
interface Wish {
  env?: Record<string, string>;
  /** What getaddrinfo says; a name that is not here does not exist. */
  names?: Record<string, string[]>;
  sockets?: SocketTable;
  /** What the stores say; they are this machine's unless given. */
  verifyChain?: World['verifyChain'];
}

/** A context whose vantage is this machine, with names, environment and sockets of the test's own. */
export function httpContext(
  { env = {}, names = {}, sockets, verifyChain: trust = verifyChain({}) }: Wish = {},
  signal = new AbortController().signal,
): Context {
  const policy = addressPolicy();
  const setting = { ...thisMachine(policy), env };
  const never = (): never => {
    throw new Error('This world does not do that.');
  };
  const world: World = {
    vantage: async () => ({
      identity: { kind: 'local', name: 'test-host' },
      http: http(setting),
      hostView: hostView(setting),
      lookup: async (name) => {
        const addresses = names[name];
        return addresses
          ? { name, outcome: 'found', addresses, ms: 1 }
          : { name, outcome: 'not-found', error: 'ENOTFOUND', addresses: [], ms: 1 };
      },
      sockets: async () => sockets ?? { available: true, established: [], listeners: [], more: 0 },
      resolverConfig: never,
      resolve: never,
      dial: never,
      tls: never,
      tlsScan: never,
      sniff: never,
      mtu: never,
      path: never,
    }),
    verifyChain: trust,
    fetchIssuer: never,
    kubernetes: noKubernetes('no-cluster'),
    aws: noAws('no-account'),
    publicResolvers: [],
    refusal: (address) => policy.refusal(address),
    now: () => '2026-11-23T04:00:00.000Z',
    elapsed: () => performance.now(),
  };
  return { world, signal, steps: live, progress: () => {} };
}
