import { certificateCovers } from '../../../core/certificate-name.ts';
import { type Check, pass, unknown } from '../../../core/check.ts';
import { shellWord } from '../../../core/shell-word.ts';
import { formatHostPort } from '../../../core/target/host-port.ts';
import type { Endpoint } from '../../../core/target/target.ts';
import { quote } from '../../../core/untrusted.ts';
import type { TrustVerdict } from '../../../core/world/trust.ts';
import type { Observation, Shown } from '../observation.ts';
import { clientStore, storeName } from './client-store.ts';

/**
 * What a client here makes of the certificate that comes through the proxy: the request is sent without judging it, and tls_inspect
 * does not go by the proxy. What it would not accept leaves TLS open, since a client of this environment has no other way.
 */
export function judgeTunnelTrust(
  { shown, way }: Observation,
  { host, port, address }: Endpoint,
  test: string,
): Check | undefined {
  const proxied = shown?.proxied;
  const store = proxied && clientStore(proxied.trust);
  if (!proxied || !store) return undefined;
  const said = { test, untrusted: [quote('issuer through the proxy', proxied.issuer)] };
  const wrong = whatIsWrong(proxied, store, host);
  if (wrong.length === 0) {
    const summary = `through the proxy: a certificate for ${host}, by a root in ${storeName(store)}`;
    return pass('tls', { ...said, summary });
  }
  const proxy = /^https?:\/\/([^/@]+)\/?$/.exec(way.proxy?.url ?? '')?.[1];
  const connect = shellWord(formatHostPort(host, port));
  const names = address ? `-verify_ip ${host}` : `-servername ${host} -verify_hostname ${host}`;
  return unknown('tls', {
    ...said,
    summary: `a client here may refuse the certificate that comes through the proxy: ${wrong.join(', ')}`,
    fix: {
      summary: 'See what the client’s own store says of it.',
      ...(proxy !== undefined && {
        command: `openssl s_client -proxy ${shellWord(proxy)} -connect ${connect} ${names} </dev/null`,
      }),
    },
  });
}

function whatIsWrong(shown: Shown, verdict: TrustVerdict, host: string): string[] {
  const kinds = new Set(verdict.problems.map(({ kind }) => kind));
  return [
    ...(certificateCovers(shown, host) ? [] : [`it is not for ${host}`]),
    ...(verdict.end === 'anchor' ? [] : [`it leads to no root in ${storeName(verdict)}`]),
    ...(kinds.has('expired') ? ['a certificate of its chain has expired'] : []),
    ...(kinds.has('not-yet-valid') ? ['a certificate of its chain is not valid yet'] : []),
    ...([...kinds].some((kind) => kind !== 'expired' && kind !== 'not-yet-valid')
      ? ['its chain breaks a rule of RFC 5280']
      : []),
  ];
}
