import { isLoopback } from './address/policy.ts';
import { matchNoProxy, type NoProxyDispute } from './no-proxy-match.ts';
import { parseProxyAddress, type ProxyAddress } from './proxy-address.ts';
import { parseTarget } from './target/target.ts';
import type { ProxyEnvironment, ProxySetting } from './world/host-view.ts';

/** A proxy of the environment that a request would go through. */
export interface AppliedProxy extends ProxyAddress {
  /** The variable that names it. */
  readonly variable: string;
  /** `scheme://host:port`. */
  readonly url: string;
  /** Whether the environment holds credentials for it, which Layerwalk does not send. */
  readonly credentials: boolean;
}

/** Where programs go different ways with the same environment. */
export type ProxyDispute = NoProxyDispute | 'upper-http' | 'loopback' | 'default-port';

/** Which way the environment sends a request. */
export interface ProxyDecision {
  /** The proxy that is set for the scheme, whether or not the exceptions exempt the host. */
  readonly proxy?: AppliedProxy;
  /** The exceptions name the host: the request goes directly. */
  readonly exempt: boolean;
  /** A variable that is set, decides, and names no proxy: clients fail with it. */
  readonly broken?: string;
  readonly disputes: readonly ProxyDispute[];
}

/**
 * The way that curl takes for an http or https URL (ws and wss count as these) by the environment
 * (https://everything.curl.dev/usingcurl/proxies/env.html): the scheme's own variable before `all_proxy`, and
 * in http the lower-case variable only. Throws BadInput when the URL is none.
 */
export function proxyDecision(url: string, environment: ProxyEnvironment): ProxyDecision {
  const target = parseTarget(url);
  if (target.kind !== 'endpoint') return { exempt: false, disputes: [] };
  const secure = target.scheme?.scheme.speaks === 'tls';
  const setting = (secure ? environment.https : environment.http) ?? environment.all;
  const { host, port } = target;
  const list = environment.no?.list;
  const match = list === undefined ? { exempt: false, disputes: [] } : matchNoProxy(list, host, port);
  if (!setting) {
    const disputes: ProxyDispute[] = !secure && environment.upperHttp && !match.exempt ? ['upper-http'] : [];
    return { exempt: false, disputes };
  }
  const loopback = host === 'localhost' || isLoopback(host);
  const proxy = applied(setting);
  const disputes: ProxyDispute[] = [
    ...match.disputes,
    ...(loopback && !match.exempt ? (['loopback'] as const) : []),
    ...(proxy?.port === 1080 && proxy.scheme === 'http' && !match.exempt ? (['default-port'] as const) : []),
  ];
  if (!proxy) return { exempt: match.exempt, broken: setting.variable, disputes };
  return { proxy, exempt: match.exempt, disputes };
}

/** The proxy that a request for the URL goes through; undefined when it goes directly. */
export function proxyFor(url: string, environment: ProxyEnvironment): AppliedProxy | undefined {
  const { proxy, exempt } = proxyDecision(url, environment);
  return exempt ? undefined : proxy;
}

function applied({ variable, url, credentials }: ProxySetting): AppliedProxy | undefined {
  const address = url === null ? undefined : parseProxyAddress(url);
  return address && url !== null ? { ...address, variable, url, credentials } : undefined;
}
