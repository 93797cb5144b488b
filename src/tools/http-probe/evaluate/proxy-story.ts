import type { HttpExchange } from '../../../core/world/http.ts';
import { clientView } from '../client-view.ts';
import type { Hop, Observation } from '../observation.ts';
import { serves } from './addresses.ts';
import { gatewayAnswer } from './gateway-answer.ts';

/** What the proxy of the environment did with the request. */
export type ProxyStory =
  | 'none' // no proxy applies, or all is well with it
  | 'unsupported' // a SOCKS proxy
  | 'broken-variable' // the variable names no proxy
  | 'unresolved' // the proxy's name has no address
  | 'unreachable' // no connection to the proxy
  | 'no-answer' // connected to the proxy, and no answer to the request for a tunnel
  | 'refuses' // by its own rules
  | 'wants-credentials' // and the environment has none
  | 'wants-ours' // and the environment has some, which are not sent
  | 'upstream-failed' // the proxy says that it cannot reach the target
  | 'declines' // another answer to CONNECT
  | 'tunnel-broken' // it says that the tunnel is open, and TLS fails in it
  | 'only-way' // it gets through, the direct way does not
  | 'exempt-in-vain'; // NO_PROXY names the host, and only the proxy gets through

/** Whether a way got an answer of HTTP that is no failure. */
export const works = (hop: Hop | undefined): boolean => (hop?.exchanges ?? []).some(serves);

/** Reads the proxy's part in what was seen, each part only on what tells it apart. */
export function proxyStory(seen: Observation): ProxyStory {
  const { way, control } = seen;
  if (!way.used) {
    if (way.exempt) return works(control) ? 'exempt-in-vain' : 'none';
    if (way.proxy && !way.proxy.supported) return 'unsupported';
    return way.broken === undefined ? 'none' : 'broken-variable';
  }
  const [hop] = seen.hops;
  const main = hop && clientView(hop);
  if (!main) return 'unresolved';
  switch (main.outcome) {
    case 'connect-failed':
    case 'not-allowed':
      return 'unreachable';
    case 'proxy-silent':
    case 'proxy-failed':
      return 'no-answer';
    case 'proxy-refused':
      return byStatus(main.proxyStatus, way);
    case 'tls-failed':
      return 'tunnel-broken';
    case 'response':
      return byAnswer(main, seen);
    default:
      return 'none';
  }
}

function byStatus(status: number | undefined, { proxy }: Observation['way']): ProxyStory {
  // RFC 9110 sections 9.3.6 and 15.5.8: what is not 2xx to CONNECT, and any 407, is a proxy's word.
  if (status === 403) return 'refuses';
  if (status === 407) return proxy?.credentials === true ? 'wants-ours' : 'wants-credentials';
  return status !== undefined && status >= 502 && status <= 504 ? 'upstream-failed' : 'declines';
}

/**
 * In plain HTTP the proxy answers in the target's place: the target's own answer, asked directly, tells them
 * apart.
 */
function byAnswer(main: HttpExchange, { way, control }: Observation): ProxyStory {
  if (main.proxyStatus === undefined) {
    if (main.status === 407) return byStatus(407, way);
    const others = (control?.exchanges ?? []).filter(serves);
    const differs = others.length > 0 && others.every(({ status }) => status !== main.status);
    if (differs && main.status === 403) return 'refuses';
    if (differs && gatewayAnswer(main)) return 'upstream-failed';
  }
  return serves(main) && fails(control) ? 'only-way' : 'none';
}

/** Outcomes that leave open whether a client with more patience would get through. */
const OPEN: readonly HttpExchange['outcome'][] = [
  'response',
  'no-reply',
  'incomplete',
  'too-large',
  'not-allowed',
  'error',
];

/** Whether the direct way certainly fails: no address, or none that a request could be made at. */
function fails(control: Hop | undefined): boolean {
  if (!control) return false;
  if (control.exchanges.length === 0)
    return control.lookup?.outcome === 'not-found' || control.lookup?.outcome === 'no-data';
  return control.exchanges.every(({ outcome }) => !OPEN.includes(outcome));
}
