import { CannotObserve } from '../../src/core/cannot-observe.ts';
import { noAws } from '../../src/core/world/no-aws.ts';
import { noKubernetes } from '../../src/core/world/no-kubernetes.ts';
import type { Vantage, World } from '../../src/core/world/world.ts';

const nowhere = new CannotObserve('unsupported', 'Nothing can be sent from there.', {
  summary: 'Run it there.',
});

const blind = (): Promise<never> => Promise.reject(nowhere);

/** A vantage that sees nothing. */
export const stubVantage: Vantage = {
  identity: { kind: 'pod', name: 'payments/api-1' },
  resolverConfig: blind,
  resolve: blind,
  lookup: blind,
  dial: blind,
  tls: blind,
  tlsScan: blind,
  http: blind,
  sniff: blind,
  sockets: blind,
  hostView: blind,
  mtu: blind,
  path: blind,
};

/** A world in which nothing can be looked at. */
export const stubWorld: World = {
  vantage: blind,
  verifyChain: blind,
  fetchIssuer: blind,
  kubernetes: noKubernetes('no-cluster'),
  aws: noAws('no-account'),
  publicResolvers: [],
  refusal: () => undefined,
  now: () => '2026-01-01T00:00:00.000Z',
  elapsed: () => 0,
};
