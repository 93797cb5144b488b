import { bracketed, formatHostPort } from '../../../../core/target/host-port.ts';
import { BadInput } from '../../../../core/bad-input.ts';
import { parseProxyAddress, type ProxyAddress } from '../../../../core/proxy-address.ts';
import { parseTarget } from '../../../../core/target/target.ts';
import type { HttpRequest } from '../../../../core/world/http.ts';
import { requestTarget } from '../../../../wire/http/request-target.ts';

/** A request taken apart. */
export interface RequestPlan {
  readonly url: string;
  readonly method: 'GET' | 'HEAD';
  readonly secure: boolean;
  readonly host: string;
  readonly port: number;
  /** Host and, unless usual, port (RFC 9110 section 7.2). */
  readonly authority: string;
  /** Host and port always, for CONNECT (RFC 9112 section 3.2.3). */
  readonly connectAuthority: string;
  /** origin-form. */
  readonly path: string;
  /** Sent as SNI; undefined for addresses (RFC 6066 section 3). */
  readonly servername: string | undefined;
  readonly address: string;
  readonly proxy: ProxyAddress | undefined;
  /** Whether the certificates are wanted. */
  readonly chain: boolean;
  readonly alpn: readonly ('h2' | 'http/1.1')[];
}

/** Takes a request apart. Throws BadInput on a URL or proxy that is none. */
export function planRequest({ url, method, address, proxy, chain = false }: HttpRequest): RequestPlan {
  const target = parseTarget(url);
  const speaks =
    target.kind === 'endpoint' && target.scheme?.scheme.protocol === 'http' && target.scheme.scheme.speaks;
  if (!speaks || target.kind !== 'endpoint' || target.url === undefined)
    throw new BadInput('Not an HTTP URL.', 'Send http://… or https://….');
  const secure = speaks === 'tls';
  const { host, port } = target;
  const through = proxy === undefined ? undefined : parseProxyAddress(proxy);
  if (proxy !== undefined && through?.scheme !== 'http' && through?.scheme !== 'https')
    throw new BadInput('Not an HTTP proxy.', 'Send e.g. http://proxy.internal:3128.');
  return {
    url: target.url,
    method,
    secure,
    host,
    port,
    authority: port === (secure ? 443 : 80) ? bracketed(host) : formatHostPort(host, port),
    connectAuthority: formatHostPort(host, port),
    path: requestTarget(target.url),
    servername: target.address ? undefined : host.replace(/\.$/, ''),
    address,
    proxy: through,
    chain,
    alpn: ['h2', 'http/1.1'],
  };
}
