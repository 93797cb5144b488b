import type { HttpExchange } from '../../core/world/http.ts';
import type { Hop } from './observation.ts';

/**
 * The exchange that a client would act upon: the first, in the order of its addresses, that got a connection. A
 * client goes on to the next address when it gets none, and no more after that.
 */
export const clientView = ({ exchanges }: Hop): HttpExchange | undefined =>
  exchanges.find(({ outcome }) => outcome !== 'connect-failed' && outcome !== 'not-allowed') ?? exchanges[0];
