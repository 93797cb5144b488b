import type { HostView, ProxyEnvironment } from '../../core/world/host-view.ts';
import type { Sight } from './sight.ts';
import type { Line } from './line.ts';

/** How names are resolved here, and which ways lead out. */
export function networkLines({ resolver, host }: Sight): Line[] {
  return [...resolverLines(resolver), ...hostLines(host)];
}

function resolverLines(resolver: Sight['resolver']): Line[] {
  if ('error' in resolver) return [{ mark: 'no', name: 'resolver', says: resolver.error }];
  const { nameservers, search, ndots, libc, authoritative } = resolver;
  const servers = nameservers.join(', ');
  return [
    servers === ''
      ? { mark: 'no', name: 'name servers', says: 'none configured: names are found in the hosts file only' }
      : { mark: 'yes', name: 'name servers', says: servers },
    { mark: 'note', name: 'search list', says: `${search.join(' ') || 'none'}, ndots ${ndots}` },
    authoritative
      ? { mark: 'yes', name: 'resolver files', says: `resolv.conf is what programs use here (${libc})` }
      : {
          mark: 'no',
          name: 'resolver files',
          says: 'programs here resolve by other means than resolv.conf: getaddrinfo is asked too',
        },
  ];
}

function hostLines(host: Sight['host']): Line[] {
  if ('error' in host) return [{ mark: 'no', name: 'interfaces', says: host.error }];
  const { interfaces, ipv4, ipv6, proxy } = host;
  const way = (family: string, there: boolean): Line =>
    there
      ? { mark: 'yes', name: family, says: 'there is a way out' }
      : {
          mark: 'no',
          name: family,
          says: `no way out: ${family} targets beyond this network cannot be reached`,
        };
  const own = interfaces.filter(({ up, addresses }) => up && addresses.length > 0);
  return [
    { mark: 'note', name: 'interfaces', says: own.map(interfaceText).join('; ') },
    way('IPv4', ipv4),
    way('IPv6', ipv6),
    { mark: 'note', name: 'proxy', says: proxyText(proxy) },
  ];
}

const interfaceText = ({ name, addresses, mtu }: HostView['interfaces'][number]): string =>
  `${name} ${addresses.join(' ')}${mtu === undefined ? '' : ` mtu ${mtu}`}`;

function proxyText({ http, https, all, upperHttp, no }: ProxyEnvironment): string {
  const set = [http, https, all, upperHttp].flatMap((setting) =>
    setting ? [`${setting.variable}=${setting.url ?? '(no proxy address)'}`] : [],
  );
  if (set.length === 0) return 'none set';
  return [...set, no ? `${no.variable}=${no.list}` : 'NO_PROXY is not set'].join(' ');
}
