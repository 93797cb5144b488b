import type { Kubernetes, ReadFailure, Whereabouts } from './kubernetes.ts';

const MESSAGES = {
  'no-cluster': 'no cluster is configured: there is no kubeconfig, and this is not a pod',
  'not-recorded': 'the recording does not hold it',
} as const;

/** The answers where there is no cluster to ask. */
export function noKubernetes(reason: keyof typeof MESSAGES): Kubernetes {
  const failed: ReadFailure = { status: 'failed', reason, message: MESSAGES[reason], requests: 0 };
  const where: Whereabouts = { source: reason === 'not-recorded' ? 'recording' : 'none' };
  return {
    get: async () => failed,
    list: async () => failed,
    logs: async () => failed,
    where: async () => where,
  };
}
