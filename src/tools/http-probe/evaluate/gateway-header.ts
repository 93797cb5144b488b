import type { HttpExchange } from '../../../core/world/http.ts';
import { headerOf } from './wording.ts';

/** The gateway that made an answer itself, and the header that says so. */
export interface GatewayHeader {
  readonly by: string;
  readonly header: string;
}

/** Reads the headers that gateways leave out of answers which they pass on. */
export function gatewayHeader(exchange: HttpExchange): GatewayHeader | undefined {
  const server = headerOf(exchange, 'server') ?? '';
  // A load balancer of AWS passes the Server header of its targets on.
  if (server === 'awselb/2.0') return { by: 'AWS load balancer', header: 'Server' };
  // Envoy writes its name over the upstream's, and adds how long the upstream took when there was one.
  const envoy = server === 'envoy' || server === 'istio-envoy';
  if (envoy && headerOf(exchange, 'x-envoy-upstream-service-time') === undefined)
    return { by: 'Envoy', header: 'Server' };
  if (headerOf(exchange, 'l5d-proxy-error') !== undefined)
    return { by: 'Linkerd', header: 'L5d-Proxy-Error' };
  if (headerOf(exchange, 'x-squid-error') !== undefined) return { by: 'Squid', header: 'X-Squid-Error' };
  // RFC 9209 section 2.1.1: an intermediary that makes an answer up says why.
  return /;\s*error\s*=/.test(headerOf(exchange, 'proxy-status') ?? '')
    ? { by: 'an intermediary', header: 'Proxy-Status' }
    : undefined;
}
