import { noAws } from '../../core/world/no-aws.ts';
import { noKubernetes } from '../../core/world/no-kubernetes.ts';
import type { Vantage, World } from '../../core/world/world.ts';
import { notRecorded } from './replay.ts';
import type { Recording } from './recording.ts';

/**
 * The outside of a replay: there is none. Every verb throws CannotObserve('not-recorded'), so that a replay cannot touch the
 * network whatever asks; the clock stands at the first recorded moment.
 */
export function replayWorld(recording: Recording): World {
  const at = firstMoment(recording);
  const vantage = blindVantage();
  return {
    vantage: async () => vantage,
    verifyChain: async () => nothing('trust'),
    fetchIssuer: async () => nothing('issuer'),
    kubernetes: noKubernetes('not-recorded'),
    standIn: 'recording',
    aws: noAws('not-recorded'),
    publicResolvers: [],
    refusal: () => undefined,
    now: () => at,
    elapsed: () => 0,
  };
}

const nothing = (what: string): never => {
  throw notRecorded(what);
};

function blindVantage(): Vantage {
  return {
    identity: { kind: 'none', name: 'a recording' },
    resolverConfig: async () => nothing('resolverConfig'),
    resolve: async () => nothing('resolve'),
    lookup: async () => nothing('lookup'),
    dial: async () => nothing('dial'),
    tls: async () => nothing('tls'),
    tlsScan: async () => nothing('tlsScan'),
    http: async () => nothing('http'),
    sniff: async () => nothing('sniff'),
    sockets: async () => nothing('sockets'),
    hostView: async () => nothing('hostView'),
    mtu: async () => nothing('mtu'),
    path: async () => nothing('path'),
  };
}

function firstMoment({ steps }: Recording): string {
  for (const { observation } of steps) {
    if (typeof observation !== 'object' || observation === null || Array.isArray(observation)) continue;
    if (typeof observation['at'] === 'string') return observation['at'];
  }
  return '1970-01-01T00:00:00.000Z';
}
