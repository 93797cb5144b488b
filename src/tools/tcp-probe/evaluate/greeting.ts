import { formatHostPort } from '../../../core/target/host-port.ts';
import { type Quote, quote } from '../../../core/untrusted.ts';
import type { Case } from './case.ts';
import { listeners, type Result } from './result.ts';
import { duration } from './wording.ts';

const SHOWN = 120;

const spoke = (results: readonly Result[]) =>
  results.flatMap((result) => listeners(result.seen).map((one) => ({ ...one, address: result.address })));

const ONLY_ACCEPTED =
  'accepted by the first TCP terminator: a proxy may have accepted, the server sent no bytes';

/** What the connections heard while nothing was sent: only bytes show that more than a TCP terminator answers. */
export function greetingLines(results: readonly Result[]): string[] {
  const all = spoke(results);
  const first = all.find(({ heard }) => heard.outcome === 'bytes');
  if (first) {
    const end =
      first.heard.end === undefined
        ? ''
        : `, then ${first.heard.end === 'reset' ? 'reset' : 'closed'} the connection`;
    const what = first.heard.protocol === undefined ? '' : `, ${first.heard.protocol},`;
    return [`the server spoke first${what} after ${duration(first.heard.ms)}${end}`];
  }
  const closed = all.find(({ heard }) => heard.outcome === 'closed');
  if (!closed) return [ONLY_ACCEPTED];
  return [
    ONLY_ACCEPTED,
    `the connection was closed after ${duration(closed.heard.ms)} without a byte: a forwarder whose backend is gone does that`,
  ];
}

/** The first greeting, as foreign text. */
export function greetingQuote({ port }: Case, results: readonly Result[]): Quote[] {
  const first = spoke(results).find(({ heard }) => heard.bytes !== undefined);
  if (first?.heard.bytes === undefined) return [];
  return [
    quote(
      `first bytes of ${formatHostPort(first.address, port.port)}`,
      atob(first.heard.bytes).replace(/[\0\r\n]+$/, ''),
      SHOWN,
    ),
  ];
}
