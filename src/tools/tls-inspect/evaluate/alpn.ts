import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { fail, type Scene, sClient } from './scene.ts';

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
      test: sClient(scene, `-alpn ${alpnOffered.map(nameInSentence).join(',')}`),
      summary: `The server takes none of ${alpnOffered.map(nameInSentence).join(', ')} by ALPN`,
      evidence: [
        `offered ${alpnOffered.map(nameInSentence).join(', ')}; the ${version} handshake completed without a protocol`,
      ],
    }),
  ];
}
