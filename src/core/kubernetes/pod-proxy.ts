import { proxyEnvironment } from '../proxy-environment.ts';
import type { ProxyEnvironment } from '../world/host-view.ts';
import type { Container } from './container.ts';
import type { Pod } from './pod.ts';
import { INTERCEPTORS } from './sidecar.ts';

/** What a pod's spec says of the proxies of one of its containers. */
export interface PodProxy {
  readonly container: string;
  readonly proxy: ProxyEnvironment;
  /** Proxy variables whose value is in a ConfigMap or Secret, which are not read. */
  readonly unread: readonly string[];
  /** There may be further ones: the container takes all of a ConfigMap or Secret (envFrom). */
  readonly open: boolean;
}

const PROXY = /^(?:https?|all|no)_proxy$/i;

/** The proxy environment of a container: the one that is named, else the first that is no proxy of a mesh. */
export function podProxy({ spec }: Pod, named?: string): PodProxy | undefined {
  const isMesh = ({ name }: Container): boolean => INTERCEPTORS.some((one) => one === name);
  const container =
    named === undefined
      ? spec.containers.find((one) => !isMesh(one))
      : spec.containers.find(({ name }) => name === named);
  if (!container) return undefined;
  const variables = container.env.filter(({ name }) => PROXY.test(name));
  return {
    container: container.name,
    proxy: proxyEnvironment(
      Object.fromEntries(
        variables.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])),
      ),
    ),
    unread: variables.flatMap(({ name, value }) => (value === undefined ? [name] : [])),
    open: (container.envFrom ?? []).length > 0,
  };
}
