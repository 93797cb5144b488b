import { parseIp } from '../../../core/address/ip.ts';
import { matchNoProxy } from '../../../core/no-proxy-match.ts';
import { type AppliedProxy, proxyDecision } from '../../../core/no-proxy.ts';
import { parseTarget } from '../../../core/target/target.ts';
import type { ProxyEnvironment } from '../../../core/world/host-view.ts';
import type { Way } from '../observation.ts';

/** The way of one URL, with the proxy to use when there is one. */
export interface Route {
  readonly way: Way;
  /** The proxy that the environment sets, used or not. */
  readonly set?: AppliedProxy;
  /** The proxy to go through. */
  readonly through?: AppliedProxy;
}

/** What the environment says of a URL; undefined: it is not asked. */
export function routeOf(url: string, environment: ProxyEnvironment | undefined): Route {
  if (!environment) return { way: { exempt: false, disputes: [], exemptByAddress: false, used: false } };
  const { proxy, exempt, broken, disputes } = proxyDecision(url, environment);
  const supported = proxy?.scheme === 'http' || proxy?.scheme === 'https';
  const used = proxy !== undefined && supported && !exempt;
  return {
    way: {
      ...(proxy && {
        proxy: { variable: proxy.variable, url: proxy.url, credentials: proxy.credentials, supported },
      }),
      exempt,
      ...(broken !== undefined && { broken }),
      disputes: [...disputes],
      exemptByAddress: false,
      used,
    },
    ...(proxy && supported && { set: proxy }),
    ...(proxy && used && { through: proxy }),
  };
}

/** Whether the exceptions would name the host by its addresses, as people expect of networks in NO_PROXY. */
export function exemptByAddress(
  url: string,
  environment: ProxyEnvironment | undefined,
  addresses: readonly string[],
): boolean {
  const list = environment?.no?.list;
  const target = parseTarget(url);
  if (list === undefined || target.kind !== 'endpoint' || target.address) return false;
  return addresses.some((address) => parseIp(address) && matchNoProxy(list, address, target.port).exempt);
}
