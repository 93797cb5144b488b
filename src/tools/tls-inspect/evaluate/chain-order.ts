import type { Check } from '../../../core/check.ts';
import { type Scene, sClient, warn } from './scene.ts';

/**
 * tls.chain-order: each certificate must be followed by the one that certifies it (RFC 5246 section 7.4.2). TLS 1.3 clients should
 * bear with another order (RFC 8446 section 4.4.2), hence a warning. What follows a gap or stands alone is not out of order.
 */
export function chainOrder(scene: Scene): Check[] {
  const { chain } = scene.view.tap;
  const misplaced = chain.flatMap(({ issuedBy }, index) =>
    issuedBy !== null && issuedBy !== index + 1
      ? [`certificate ${index} is signed by certificate ${issuedBy}, not by the next`]
      : [],
  );
  if (misplaced.length === 0) return [];
  return [
    warn('tls.chain-order', {
      test: sClient(scene, '-showcerts'),
      summary: `The ${chain.length} certificates are not sent in signing order`,
      evidence: misplaced.slice(0, 5),
    }),
  ];
}
