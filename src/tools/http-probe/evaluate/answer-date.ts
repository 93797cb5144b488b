import type { HttpExchange } from '../../../core/world/http.ts';
import { headerOf } from './wording.ts';

const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

/**
 * The Date header of an answer (RFC 9110 section 6.6.1), which is the server's own clock: where its log has the
 * request. Undefined when it is absent or no IMF-fixdate (section 5.6.7): foreign text.
 */
export function answerDate(exchange: HttpExchange): string | undefined {
  const date = headerOf(exchange, 'date');
  return date !== undefined && IMF_FIXDATE.test(date) ? date : undefined;
}
