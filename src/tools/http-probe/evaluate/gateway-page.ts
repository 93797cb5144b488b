/** A text that a gateway writes itself when its upstream fails. */
export interface GatewayPage {
  readonly by: string;
  readonly pattern: RegExp;
  /** What it says of the next leg. */
  readonly why: string;
  /** The Server header that goes with the page, where the product sends one. */
  readonly server?: RegExp;
}

export const NO_ENDPOINTS = 'it has no endpoint to pass the request to';
export const REFUSED = 'its upstream refused or broke the connection, or spoke another protocol';
export const TIMED_OUT = 'its upstream did not answer in time: packets dropped, or slow';

const NGINX_SERVER = /^(?:nginx|openresty)\b/;
const ENVOY_SERVER = /^(?:istio-)?envoy$/;

/** The foot of the pages that nginx writes itself. */
export const NGINX_FOOT = { by: 'nginx', pattern: /<hr><center>(?:nginx|openresty)\b/, server: NGINX_SERVER };

/** Anchored: an application may quote them. */
export const GATEWAY_PAGES: readonly GatewayPage[] = [
  { by: 'Envoy', pattern: /^no healthy upstream\s*$/, why: NO_ENDPOINTS, server: ENVOY_SERVER },
  { by: 'Envoy', pattern: /^upstream request timeout\s*$/, why: TIMED_OUT, server: ENVOY_SERVER },
  {
    by: 'Envoy',
    pattern: /^upstream connect error or disconnect\/reset before headers\b.*overflow/s,
    why: 'a circuit breaker is open (overflow)',
    server: ENVOY_SERVER,
  },
  {
    by: 'Envoy',
    pattern: /^upstream connect error or disconnect\/reset before headers\b.*(?:TLS|SSL)/s,
    why: 'the TLS connection to its upstream failed',
    server: ENVOY_SERVER,
  },
  {
    by: 'Envoy',
    pattern: /^upstream connect error or disconnect\/reset before headers\b/,
    why: REFUSED,
    server: ENVOY_SERVER,
  },
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
    server: /^Varnish$/,
  },
  {
    by: 'nginx',
    pattern:
      /^<html>\s*<head><title>503 Service Temporarily Unavailable<\/title><\/head>.*<hr><center>(?:nginx|openresty)\b/s,
    why: 'it wrote this page itself: no endpoint behind it, or its own limit on requests',
    server: NGINX_SERVER,
  },
];
