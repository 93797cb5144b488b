import { type Check, skipped } from '../../../core/check.ts';
import { endpoint, fail, type Scene, sClient } from './scene.ts';

/** tls.plaintext-client: a client that speaks plain text, and a port that completes a TLS handshake. Otherwise TLS does not apply. */
export function plainClient(scene: Scene): Check[] {
  const { tap } = scene.view;
  if (tap.outcome === 'handshake') {
    return [
      fail('tls.plaintext-client', {
        test: sClient(scene),
        summary: 'The port speaks TLS, and the client speaks plain text',
        evidence: [
          `${tap.version ?? ''} handshake with ${endpoint(tap)} completed`,
          'not excluded: the port takes plain text as well',
        ],
      }),
    ];
  }
  return [
    skipped('tls', {
      test: sClient(scene),
      summary: `the client speaks plain text, and so does not need TLS (hello: ${tap.outcome})`,
    }),
  ];
}
