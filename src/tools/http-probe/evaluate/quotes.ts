import { type Quote, quote } from '../../../core/untrusted.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import { headerOf } from './wording.ts';

/** Headers by which servers and proxies say who they are, in the order of their worth. */
const SAYS_WHO = [
  'server',
  'via',
  'proxy-status',
  'x-cache',
  'x-squid-error',
  'l5d-proxy-error',
  'x-served-by',
  'retry-after',
];

/** Who answered, in their own words. */
export const whoAnswered = (exchange: HttpExchange): Quote[] =>
  SAYS_WHO.flatMap((name) => {
    const value = headerOf(exchange, name);
    return value === undefined ? [] : [quote(`${name} header`, value, 120)];
  });

/** The beginning of the body, or of an answer that is no HTTP. */
export const bodyQuote = ({ excerpt, outcome }: HttpExchange): Quote[] =>
  excerpt === undefined || excerpt.trim() === ''
    ? []
    : [quote(outcome === 'response' ? 'body' : 'first bytes', excerpt.replace(/\s+/g, ' ').trim(), 160)];

/** Where the server points on. */
export function locationQuote(exchange: HttpExchange): Quote[] {
  const location = headerOf(exchange, 'location');
  return location === undefined ? [] : [quote('location header', location, 200)];
}
