import { type Quote, quote } from '../../../core/untrusted.ts';
import type { Case } from './case.ts';
import { listeners, type Result } from './result.ts';
import { duration, endpoint } from './wording.ts';

const SHOWN = 120;

const spoke = (results: readonly Result[]) =>
  results.flatMap((result) => listeners(result.seen).map((one) => ({ ...one, address: result.address })));

/** What the connections heard while nothing was sent: only bytes show that more than a TCP terminator answers. */
export function greetingLine(results: readonly Result[]): string {
  const all = spoke(results);
  const first = all.find(({ heard }) => heard.outcome === 'bytes');
  if (first) {
    const end =
      first.heard.end === undefined
        ? ''
        : `, then ${first.heard.end === 'reset' ? 'reset' : 'closed'} the connection`;
    return first.heard.protocol === undefined
      ? `the server spoke first after ${duration(first.heard.ms)}${end}`
      : `the server spoke first, ${first.heard.protocol}, after ${duration(first.heard.ms)}${end}`;
  }
  const closed = all.find(({ heard }) => heard.outcome === 'closed');
  if (closed) {
    return `the connection was closed after ${duration(closed.heard.ms)} without a byte: a forwarder whose backend is gone does that`;
  }
  return 'accepted is not reached: proxies and SYN proxies accept by themselves; only bytes of the server show more';
}

/** The first greeting, as foreign text. */
export function greetingQuote({ port }: Case, results: readonly Result[]): Quote[] {
  const first = spoke(results).find(({ heard }) => heard.bytes !== undefined);
  if (first?.heard.bytes === undefined) return [];
  return [
    quote(
      `first bytes of ${endpoint(first.address, port.port)}`,
      atob(first.heard.bytes).replace(/[\0\r\n]+$/, ''),
      SHOWN,
    ),
  ];
}
