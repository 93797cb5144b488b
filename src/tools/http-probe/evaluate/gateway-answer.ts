import type { HttpExchange } from '../../../core/world/http.ts';
import { gatewayHeader } from './gateway-header.ts';
import { GATEWAY_PAGES, NGINX_FOOT, NO_ENDPOINTS, REFUSED, TIMED_OUT } from './gateway-page.ts';
import { headerOf } from './wording.ts';

/** A gateway's own word that its upstream does not answer. */
export interface GatewayAnswer {
  /** The gateway's product and what gave it away ("its page", "its Server header"); undefined when nothing did. */
  readonly by: { readonly product: string; readonly knownBy: string } | undefined;
  /** What it says of the next leg. */
  readonly why: string;
}

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

/**
 * Reads an answer as a gateway's. 502 and 504 are that by definition (RFC 9110 sections 15.6.3 and 15.6.5); 503
 * may as well come from the application, so it counts only when the gateway gives itself away; 520 to 526 are
 * Cloudflare's. A header names the product with more right than a page, which an application may write, too.
 */
export function gatewayAnswer(exchange: HttpExchange): GatewayAnswer | undefined {
  const { status, excerpt = '' } = exchange;
  if (exchange.outcome !== 'response' || status === undefined) return undefined;
  const usual = BY_STATUS[status];
  if (usual === undefined) return undefined;
  const server = headerOf(exchange, 'server') ?? '';
  const byHeader = gatewayHeader(exchange);
  const page = GATEWAY_PAGES.find(({ pattern }) => pattern.test(excerpt));
  const by = byHeader && { product: byHeader.by, knownBy: `its ${byHeader.header} header` };
  if (page) {
    const ofThePage = { product: page.by, knownBy: page.server?.test(server) ? SERVER : PAGE };
    return { by: by ?? ofThePage, why: !by || page.by === by.product ? page.why : usual };
  }
  if (status === 502 || status === 504) {
    const foot = NGINX_FOOT.pattern.test(excerpt)
      ? { product: NGINX_FOOT.by, knownBy: NGINX_FOOT.server.test(server) ? SERVER : PAGE }
      : undefined;
    return { by: by ?? foot, why: usual };
  }
  if (status === 503) return by && { by, why: usual };
  return server === 'cloudflare' ? { by: { product: 'Cloudflare', knownBy: SERVER }, why: usual } : undefined;
}

const PAGE = 'its page alone';
const SERVER = 'its Server header';
