import { certificateCovers } from '../../../core/certificate-name.ts';
import { type Check, pass } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Certificate } from '../../../core/world/certificate.ts';
import { knownDefault } from './default-cert.ts';
import { fail, type Scene, sClient, whose } from './scene.ts';

const SHOWN = 8;

/** tls.name-mismatch and tls.default-cert: whose certificate is it? */
export function name(scene: Scene): Check[] {
  const { view, seen, name: wanted } = scene;
  const leaf = view.tap.chain[0];
  if (!leaf) return [];
  const covers = certificateCovers(leaf, wanted);
  const test = `${sClient(scene)} | openssl x509 -noout -ext subjectAltName`;
  const evidence = [namesLine(leaf), sniLine(scene)];
  const said = { test, evidence, untrusted: whose(leaf) };
  const whoseDefault = knownDefault(leaf);
  if (whoseDefault !== undefined && !covers) {
    return [
      fail('tls.default-cert', {
        ...said,
        summary: `The server answers ${wanted} with the default certificate of ${whoseDefault}`,
      }),
    ];
  }
  if (covers) return [pass('tls', { test, summary: `the certificate is for ${wanted}`, evidence })];
  const bare = seen.withoutSni?.chain[0];
  if (bare && bare.sha256 !== leaf.sha256 && certificateCovers(bare, wanted)) {
    return [
      fail('tls.default-cert', {
        ...said,
        summary: `With SNI ${wanted} another certificate comes than without, and only the latter is for ${wanted}`,
      }),
    ];
  }
  const none = leaf.dnsNames.length + leaf.ipAddresses.length === 0;
  return [
    fail('tls.name-mismatch', {
      ...said,
      summary: none
        ? `The certificate has no subjectAltName, so it is for no name at all; wanted ${wanted}`
        : `The certificate is not for ${wanted}`,
    }),
  ];
}

function namesLine({ dnsNames, ipAddresses }: Certificate): string {
  const names = [...dnsNames.map(nameInSentence), ...ipAddresses];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : '';
  return names.length === 0
    ? 'subjectAltName: none'
    : `subjectAltName: ${names.slice(0, SHOWN).join(', ')}${more}`;
}

function sniLine({ seen: { withoutSni }, view: { tap } }: Scene): string {
  if (tap.servername === null) return 'no SNI sent: the target is an address';
  const bare = withoutSni?.chain[0];
  const beside = !bare
    ? ''
    : bare.sha256 === tap.chain[0]?.sha256
      ? '; the same certificate without SNI'
      : '; another certificate without SNI';
  return `SNI sent: ${tap.servername}${beside}`;
}
