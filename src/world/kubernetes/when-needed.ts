import type { Kubernetes } from '../../core/world/kubernetes.ts';

/** A port whose code is loaded when it is first asked. */
export function whenNeeded(load: () => Promise<Kubernetes>): Kubernetes {
  let loaded: Promise<Kubernetes> | undefined;
  const kubernetes = (): Promise<Kubernetes> => (loaded ??= load());
  return {
    get: async (ref, signal) => (await kubernetes()).get(ref, signal),
    list: async (query, signal) => (await kubernetes()).list(query, signal),
    logs: async (query, signal) => (await kubernetes()).logs(query, signal),
    where: async (context) => (await kubernetes()).where(context),
  };
}
