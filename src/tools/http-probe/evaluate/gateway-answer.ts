import type { HttpExchange } from '../../../core/world/http.ts';
import { headerOf } from './wording.ts';

/** A gateway's own word that its upstream does not answer. */
export interface GatewayAnswer {
  /** The gateway's product, where its answer gives it away. */
  readonly by: string | undefined;
  /** What it says of the next leg. */
  readonly why: string;
}

const NO_ENDPOINTS = 'it has no endpoint to pass the request to';
const REFUSED = 'its upstream refused or broke the connection, or spoke another protocol';
const TIMED_OUT = 'its upstream did not answer in time: packets dropped, or slow';

const BY_STATUS: Readonly<Record<number, string>> = {
  502: REFUSED,
  503: NO_ENDPOINTS,
  504: TIMED_OUT,
  520: 'the origin sent an empty or unreadable answer',
  521: 'the origin refused the connection',
  522: 'the connection to the origin timed out',
  523: 'the origin could not be reached',
  524: 'the origin accepted the connection and did not answer in time',
  525: 'the TLS handshake with the origin failed',
  526: 'the origin’s certificate is not valid',
};

interface Page {
  readonly by: string;
  readonly pattern: RegExp;
  readonly why: string;
}

/** The foot of the pages that nginx writes itself. */
const NGINX = /<hr><center>(?:nginx|openresty)\b/;

/** Texts that gateways write themselves when the upstream fails. Anchored: an application may quote them. */
const PAGES: readonly Page[] = [
  { by: 'Envoy', pattern: /^no healthy upstream\s*$/, why: NO_ENDPOINTS },
  { by: 'Envoy', pattern: /^upstream request timeout\s*$/, why: TIMED_OUT },
  {
    by: 'Envoy',
    pattern: /^upstream connect error or disconnect\/reset before headers\b.*overflow/s,
    why: 'a circuit breaker is open (overflow)',
  },
  {
    by: 'Envoy',
    pattern: /^upstream connect error or disconnect\/reset before headers\b.*(?:TLS|SSL)/s,
    why: 'the TLS connection to its upstream failed',
  },
  { by: 'Envoy', pattern: /^upstream connect error or disconnect\/reset before headers\b/, why: REFUSED },
  { by: 'Traefik', pattern: /^no available server\s*$/, why: NO_ENDPOINTS },
  {
    by: 'HAProxy',
    pattern:
      /^<html><body><h1>503 Service Unavailable<\/h1>\s*No server is available to handle this request\./,
    why: 'no server of its backend is up',
  },
  {
    by: 'Varnish',
    pattern: /<title>503 Backend fetch failed<\/title>/,
    why: 'it could not fetch from its backend',
  },
  {
    by: 'nginx',
    pattern:
      /^<html>\s*<head><title>503 Service Temporarily Unavailable<\/title><\/head>.*<hr><center>(?:nginx|openresty)\b/s,
    why: 'it wrote this page itself: no endpoint behind it, or its own limit on requests',
  },
];

/**
 * Reads an answer as a gateway's. 502 and 504 are that by definition (RFC 9110 sections 15.6.3 and 15.6.5); 503
 * may as well come from the application, so it counts only when the gateway gives itself away; 520 to 526 are
 * Cloudflare's.
 */
export function gatewayAnswer(exchange: HttpExchange): GatewayAnswer | undefined {
  const { status } = exchange;
  if (exchange.outcome !== 'response' || status === undefined) return undefined;
  const usual = BY_STATUS[status];
  if (usual === undefined) return undefined;
  const page = PAGES.find(({ pattern }) => pattern.test(exchange.excerpt ?? ''));
  if (page) return { by: page.by, why: page.why };
  const by = byHeader(exchange) ?? (NGINX.test(exchange.excerpt ?? '') ? 'nginx' : undefined);
  if (status === 502 || status === 504) return { by, why: usual };
  if (status === 503) return by === undefined || by === 'nginx' ? undefined : { by, why: usual };
  return headerOf(exchange, 'server') === 'cloudflare' ? { by: 'Cloudflare', why: usual } : undefined;
}

/** The gateway that made the answer itself, by headers that it leaves out of answers it passes on. */
function byHeader(exchange: HttpExchange): string | undefined {
  const server = headerOf(exchange, 'server') ?? '';
  // A load balancer of AWS passes the Server header of its targets on.
  if (server === 'awselb/2.0') return 'AWS load balancer';
  // Envoy writes its name over the upstream's, and adds how long the upstream took when there was one.
  const envoy = server === 'envoy' || server === 'istio-envoy';
  if (envoy && headerOf(exchange, 'x-envoy-upstream-service-time') === undefined) return 'Envoy';
  if (headerOf(exchange, 'l5d-proxy-error') !== undefined) return 'Linkerd';
  if (headerOf(exchange, 'x-squid-error') !== undefined) return 'Squid';
  // RFC 9209 section 2.1.1: an intermediary that makes an answer up says why.
  return /;\s*error\s*=/.test(headerOf(exchange, 'proxy-status') ?? '') ? 'intermediary' : undefined;
}
