import { type Check, pass, unknown } from '../../../core/check.ts';
import { certificateCovers } from '../../../core/certificate-name.ts';
import { quote } from '../../../core/untrusted.ts';
import type { TrustVerdict } from '../../../core/world/trust.ts';
import { clientStore, storeWords } from './client-store.ts';
import { knownDefault } from './default-cert.ts';
import { brokenRules } from './invalid-chain.ts';
import { fail, type Scene, sClient, warn, whose } from './scene.ts';

/** Whether the chain leads to a root of the client's store; beside it, as warnings only, what the other stores miss. */
export function trust(scene: Scene): Check[] {
  const { view, name } = scene;
  const leaf = view.tap.chain[0];
  if (!leaf) return [];
  // A server's built-in certificate is no one's to trust: the name's check says what is wrong.
  if (knownDefault(leaf) !== undefined && !certificateCovers(leaf, name)) return [];
  const store = clientStore(scene);
  const own = view.trust.find((verdict) => verdict.store === store);
  if (store === undefined) return view.trust.flatMap((verdict) => judge(scene, verdict, false));
  if (!own) return [noStore(scene, store)];
  const checks = judge(scene, own, true);
  // Who named a store means that one; where it was assumed, programs that use Node's may differ.
  const assumed = scene.input.store === undefined && store === 'system';
  const node = view.trust.find((verdict) => verdict.store === 'node');
  return own.trusted && assumed && node && node.end !== 'anchor'
    ? [...checks, ...judge(scene, node, false)]
    : checks;
}

function judge(scene: Scene, verdict: TrustVerdict, isClients: boolean): Check[] {
  const { store, end, size, path } = verdict;
  const leaf = scene.view.tap.chain[0];
  if (!leaf) return [];
  if (size === 0 || end === 'unreadable') return isClients ? [noStore(scene, store)] : [];
  const claim = isClients ? fail : warn;
  const where = storeWords(store);
  const said = (summary: string, evidence: readonly string[] = []) => ({
    test: sClient(scene, '-showcerts'),
    summary,
    evidence: [`${scene.view.tap.chain.length} sent, path of ${path.length}`, ...evidence],
    untrusted: whose(leaf),
  });
  if (end === 'anchor') {
    const broken = brokenRules(verdict);
    if (broken.length > 0)
      return [
        claim('tls.invalid-chain', said(`The chain breaks a rule: ${broken[0] ?? ''}`, broken.slice(1))),
      ];
    return [
      pass('tls', {
        ...said(`leads to a root in ${where}`),
        untrusted: [quote('root', path.at(-1)?.subject ?? '')],
      }),
    ];
  }
  if (end === 'self-signed' && path.length === 1) {
    return [claim('tls.self-signed', said(`The certificate is self-signed and not in ${where}`))];
  }
  if (end === 'self-signed') {
    return [
      claim(
        'tls.untrusted-ca',
        said(`The chain is complete; its root is not in ${where}`, ['the root was sent along']),
      ),
    ];
  }
  return missingIssuer(scene, verdict, claim, said);
}

type Said = (summary: string, evidence?: readonly string[]) => { test: string; summary: string };

/** The issuer of the last certificate was not sent and is not in the store: what was fetched decides. */
function missingIssuer(scene: Scene, { store }: TrustVerdict, claim: typeof fail, said: Said): Check[] {
  const { seen, view } = scene;
  const where = storeWords(store);
  const main = view === seen.main;
  const completed = main ? seen.completed.find((verdict) => verdict.store === store) : undefined;
  const fetched = seen.issuers.filter(({ outcome }) => outcome === 'fetched').length;
  const how =
    fetched > 0
      ? `${fetched} fetched from the CA issuers URL in the certificate`
      : 'seen in another handshake with this host';
  if (completed?.end === 'anchor') {
    return [
      claim(
        'tls.incomplete-chain',
        said(`A path to ${where} exists only with an intermediate that the server does not send`, [how]),
      ),
    ];
  }
  const complete = completed?.end === 'self-signed' || view.trust.some(({ end }) => end === 'anchor');
  if (complete)
    return [claim('tls.untrusted-ca', said(`The chain can be completed; its root is not in ${where}`))];
  const addresses = view.tap.chain.some(
    ({ issuedBy, caIssuers }) => issuedBy === null && caIssuers.length > 0,
  );
  const privateRoot = store !== 'ca' || view.tap.chain.length > 1;
  if (!addresses && privateRoot) {
    const doubt = 'not excluded: an intermediate is missing too (the certificate gives no CA issuers URL)';
    return [
      claim('tls.untrusted-ca', said(`The chain's issuer was not sent and is not in ${where}`, [doubt])),
    ];
  }
  const tried = main
    ? seen.issuers.map(
        ({ outcome, detail }) => `CA issuers URL: ${outcome}${detail === undefined ? '' : ` ${detail}`}`,
      )
    : [];
  return [
    unknown('tls', {
      ...said(
        `No path to ${where}, and the missing issuer could not be had: an intermediate is not sent, or the CA is not trusted`,
        tried,
      ),
      fix: addresses
        ? 'Fetch the issuer by hand (openssl x509 -noout -ext authorityInfoAccess shows its URL) and see whether its own issuer is trusted.'
        : 'Have the server send its intermediates, or add the issuing CA to the --ca file, and look again.',
    }),
  ];
}

const noStore = (scene: Scene, store: TrustVerdict['store']): Check =>
  unknown('tls', {
    test: sClient(scene, '-showcerts'),
    summary: `the chain was not judged: ${storeWords(store)} is not there or empty`,
    fix:
      store === 'ca'
        ? 'Start with --ca FILE, a PEM file of CA certificates.'
        : 'Install ca-certificates, or start with --ca FILE.',
  });
