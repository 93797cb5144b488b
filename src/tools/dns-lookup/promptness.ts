import type { DnsExchange } from '../../core/world/dns.ts';
import { outcomeOf } from './outcome.ts';

// A server that answers within this is not what a stall of seconds waits for.
const PROMPT_MS = 1000;

/** Whether an exchange brought its answer at once, with no try in vain. */
export function isPrompt(exchange: DnsExchange): boolean {
  const { kind } = outcomeOf(exchange);
  const answers = kind === 'data' || kind === 'no-data' || kind === 'nxdomain';
  return answers && exchange.attempts.every(({ ms }) => ms < PROMPT_MS);
}
