import { type Check, pass } from '../../../core/check.ts';
import { fail, type Scene, sClient, whose } from './scene.ts';

/** tls.revoked, by the OCSP response the server staples and by nothing else. No staple is no statement. */
export function staple(scene: Scene): Check[] {
  const { staple: seen, chain } = scene.view.tap;
  const leaf = chain[0];
  if (!seen || !leaf) return [];
  const { status, signatureValid, thisUpdate = '', nextUpdate, revokedAt } = seen;
  const test = sClient(scene, '-status');
  const signed = signatureValid === true ? 'its signature holds' : 'its signature could not be checked here';
  const evidence = [
    `OCSP response of ${thisUpdate}${nextUpdate === undefined ? '' : `, next ${nextUpdate}`}; ${signed}`,
  ];
  // A response that its issuer did not sign says nothing.
  if (signatureValid === false) return [];
  if (status === 'revoked') {
    const when = revokedAt === undefined ? '' : ` since ${revokedAt}`;
    return [
      fail('tls.revoked', {
        test,
        summary: `The certificate is revoked${when}: the server's own OCSP staple says so`,
        evidence,
        untrusted: whose(leaf),
      }),
    ];
  }
  const outdated = nextUpdate !== undefined && nextUpdate < scene.seen.at;
  return status === 'good' && signatureValid && !outdated
    ? [pass('tls', { test, summary: 'not revoked, by the stapled OCSP response', evidence })]
    : [];
}
