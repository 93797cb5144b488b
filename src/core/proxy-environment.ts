import { formatProxyAddress, parseProxyAddress } from './proxy-address.ts';
import type { ProxyEnvironment, ProxySetting } from './world/host-view.ts';

const LONGEST_LIST = 4096;

/**
 * The proxy settings in the environment as curl reads them: the lower-case variable before the upper-case one,
 * an empty one as if it were not set, and `http_proxy` in lower case only (https://curl.se/docs/manpage.html,
 * "ENVIRONMENT"). User information is removed.
 */
export function proxyEnvironment(env: Readonly<Record<string, string | undefined>>): ProxyEnvironment {
  const http = settingOf(env, 'http_proxy');
  const https = settingOf(env, 'https_proxy') ?? settingOf(env, 'HTTPS_PROXY');
  const all = settingOf(env, 'all_proxy') ?? settingOf(env, 'ALL_PROXY');
  const upperHttp = http ? undefined : settingOf(env, 'HTTP_PROXY');
  const variable = ['no_proxy', 'NO_PROXY'].find((name) => env[name]);
  const list = variable === undefined ? undefined : env[variable]?.slice(0, LONGEST_LIST);
  return {
    ...(http && { http }),
    ...(https && { https }),
    ...(all && { all }),
    ...(upperHttp && { upperHttp }),
    ...(variable !== undefined && list !== undefined && { no: { variable, list } }),
  };
}

function settingOf(
  env: Readonly<Record<string, string | undefined>>,
  variable: string,
): ProxySetting | undefined {
  const value = env[variable];
  if (value === undefined || value === '') return undefined;
  const [, scheme = '', rest = ''] = /^((?:[A-Za-z][A-Za-z0-9+.-]*:\/\/)?)(.*)$/s.exec(value) ?? [];
  const authority = rest.slice(0, /[/?#]/.exec(rest)?.index ?? rest.length);
  // An "@" behind the authority is most likely part of a password that holds a "/": nothing of it is kept.
  const stray = rest.lastIndexOf('@') > authority.length;
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const address = stray ? undefined : parseProxyAddress(scheme + host);
  return {
    variable,
    url: address ? formatProxyAddress(address) : null,
    credentials: rest.includes('@'),
  };
}
