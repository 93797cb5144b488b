import { StarttlsProtocol } from '../core/world/tls.ts';
import type { Endpoint } from '../core/target/target.ts';

/** What the TLS layer is asked for a target, or why it is asked nothing. */
export type TlsQuestion =
  | { readonly skip: string }
  | {
      readonly host: string;
      readonly port: number;
      readonly starttls?: StarttlsProtocol;
      readonly alpn?: string[];
      readonly client_speaks: 'tls' | 'plain' | 'either';
    };

/**
 * A URL says what its client speaks, so its TLS layer is walked by it. A bare port only suggests it: TLS is looked at where the
 * port is one of TLS by custom, else only with `all`.
 */
export function tlsQuestion(target: Endpoint, all: boolean): TlsQuestion {
  const { host, port, scheme } = target;
  const at = { host, port };
  if (!scheme)
    return all
      ? { ...at, client_speaks: 'tls' }
      : { skip: 'nothing says that the client speaks TLS (tls:// says so)' };
  const { name, guessed } = scheme;
  const { speaks, protocol } = scheme.scheme;
  if (speaks === 'tls') return { ...at, client_speaks: 'tls', ...(protocol === 'grpc' && { alpn: ['h2'] }) };
  if (guessed && !all)
    return { skip: `port ${port} suggests ${name}; write ${name}:// or tls:// to have TLS looked at` };
  if (speaks === 'starttls')
    return {
      ...at,
      client_speaks: insists(target.url) ? 'tls' : 'either',
      starttls: StarttlsProtocol.parse(protocol),
    };
  if (protocol === 'http' && !all) return { skip: `${name}:// speaks plain text` };
  return { ...at, client_speaks: 'plain' };
}

/** Whether the URL's own settings demand TLS (libpq sslmode, MySQL ssl-mode); their default is to prefer it. */
const insists = (url = ''): boolean =>
  /[?&](?:ssl[-_]?mode=(?:require|verify|required)|ssl=true|tls=true)/i.test(url);
