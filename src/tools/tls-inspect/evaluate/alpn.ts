import type { Check } from '../../../core/check.ts';
import { schemeOfPort } from '../../../core/target/scheme.ts';
import { fail, type Scene, sClient, warn } from './scene.ts';

/**
 * tls.alpn after a handshake that completed: the client needs certain protocols and the server took none. An HTTP client
 * that also offers http/1.1 goes on with that (RFC 9113 section 3.2), so this is nothing to it.
 */
export function alpn(scene: Scene): Check[] {
  const { input, view } = scene;
  const { alpn: chosen, alpnOffered, version = '' } = view.tap;
  if (!input.alpn || (chosen !== null && chosen !== undefined) || input.alpn.includes('http/1.1')) return [];
  return [
    fail('tls.alpn', {
      test: sClient(scene, `-alpn ${alpnOffered.map(protocolInSentence).join(',')}`),
      summary: `The server takes none of ${alpnOffered.map(protocolInSentence).join(', ')} by ALPN`,
      evidence: [
        `offered ${alpnOffered.map(protocolInSentence).join(', ')}; the ${version} handshake completed without a protocol`,
      ],
    }),
  ];
}

/**
 * tls.alpn by the server's own alert. Where no protocols were asked for and the port is not known for HTTP, the client may do
 * without ALPN: then it is a warning.
 */
export function alpnRefused(
  { input, view: { tap }, seen: { withoutAlpn } }: Scene,
  said: { test: string; evidence: string[] },
): Check[] {
  const needed =
    input.alpn !== undefined ||
    schemeOfPort(input.port)?.scheme.protocol === 'http' ||
    withoutAlpn?.outcome !== 'handshake';
  const claim = needed ? fail : warn;
  return [
    claim('tls.alpn', {
      ...said,
      summary: `The server speaks none of ${tap.alpnOffered.map(protocolInSentence).join(', ')} (alert no_application_protocol)`,
      evidence: [...said.evidence, ...(withoutAlpn ? [`without ALPN: ${withoutAlpn.outcome}`] : [])],
    }),
  ];
}

/** An ALPN protocol for a sentence of ours: itself when it is written like the registered ones (`h2`, `http/1.1`). */
export const protocolInSentence = (protocol: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9._/-]{0,31}$/.test(protocol) ? protocol : '(an unusual protocol name)';
