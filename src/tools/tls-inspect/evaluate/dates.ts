import { type Check, pass } from '../../../core/check.ts';
import { quote } from '../../../core/untrusted.ts';
import type { Certificate } from '../../../core/world/certificate.ts';
import { clientVerdict } from './client-store.ts';
import { seconds, span } from './instant.ts';
import { fail, type Scene, sClient, warn, whose } from './scene.ts';

const DAY = 86_400;
const SOON = 14 * DAY;
/** Clocks that differ less are not worth a word. */
const CLOCK_TOLERANCE = 300;

/** tls.expired, tls.not-yet-valid and tls.expires-soon of the server's certificate and of the intermediates its path uses. */
export function dates(scene: Scene): Check[] {
  const { tap } = scene.view;
  const leaf = tap.chain[0];
  if (!leaf) return [];
  const used = clientVerdict(scene)?.path.map(({ sha256 }) => sha256) ?? [];
  const others = tap.chain.slice(1).filter(({ sha256, selfSigned }) => used.includes(sha256) && !selfSigned);
  const problems = [
    ...[leaf, ...others].flatMap((certificate) => dateProblem(scene, certificate, certificate === leaf)),
    ...oldRoot(scene),
  ];
  if (problems.length > 0) return problems;
  const left = seconds(leaf.notAfter) - seconds(scene.seen.at);
  return [
    pass('tls', {
      test: `${sClient(scene)} | openssl x509 -noout -dates`,
      summary: `valid for ${span(left)} more, until ${leaf.notAfter}`,
    }),
  ];
}

function dateProblem(scene: Scene, certificate: Certificate, isLeaf: boolean): Check[] {
  const { notBefore, notAfter } = certificate;
  const now = seconds(scene.seen.at);
  const what = isLeaf ? 'The certificate' : 'An intermediate certificate';
  const said = (summary: string) => ({
    test: `${sClient(scene)} -showcerts`,
    summary,
    evidence: [
      `notBefore ${notBefore}, notAfter ${notAfter}`,
      `our clock ${scene.seen.at}`,
      ...serverClock(scene),
    ],
    untrusted: whose(certificate),
  });
  const clock = clockFault(scene, certificate, isLeaf);
  if (now > seconds(notAfter)) {
    return [
      fail('tls.expired', {
        ...said(`${what} expired ${span(now - seconds(notAfter))} ago, on ${notAfter}${clock.words}`),
        ...clock.fix,
      }),
    ];
  }
  if (now < seconds(notBefore)) {
    return [
      fail('tls.not-yet-valid', {
        ...said(
          `${what} is valid only from ${notBefore}, in ${span(seconds(notBefore) - now)}${clock.words}`,
        ),
        ...clock.fix,
      }),
    ];
  }
  const left = seconds(notAfter) - now;
  const soon = left < Math.min(SOON, (seconds(notAfter) - seconds(notBefore)) / 4);
  return soon ? [warn('tls.expires-soon', said(`${what} expires in ${span(left)}, on ${notAfter}`))] : [];
}

/** A root of the client's store that has expired: nothing the server sends can mend that. */
function oldRoot(scene: Scene): Check[] {
  const root = clientVerdict(scene)?.path.find(({ origin }) => origin === 'store');
  const now = seconds(scene.seen.at);
  if (!root || now <= seconds(root.notAfter)) return [];
  return [
    fail('tls.expired', {
      test: sClient(scene, '-showcerts'),
      summary: `The root in the client's store expired ${span(now - seconds(root.notAfter))} ago, on ${root.notAfter}`,
      evidence: [`our clock ${scene.seen.at}`],
      untrusted: [quote('root', root.subject)],
      fix: 'Update the trust store, or use a certificate under a root that is still valid.',
    }),
  ];
}

function serverClock({ seen: { serverDate, at } }: Scene): string[] {
  if (serverDate === undefined) return ['the server gave no Date header to compare clocks with'];
  const apart = seconds(serverDate) - seconds(at);
  const words =
    Math.abs(apart) <= CLOCK_TOLERANCE
      ? 'the same'
      : `${span(apart)} ${apart > 0 ? 'ahead of' : 'behind'} ours`;
  return [`the server's clock ${serverDate}: ${words}`];
}

/** When the certificate is good by the server's clock, ours may be the one that is off. */
function clockFault(
  { seen: { serverDate } }: Scene,
  { notBefore, notAfter }: Certificate,
  isLeaf: boolean,
): { words: string; fix: { fix?: string } } {
  const theirs = serverDate === undefined ? undefined : seconds(serverDate);
  const goodThere = theirs !== undefined && theirs >= seconds(notBefore) && theirs <= seconds(notAfter);
  return goodThere
    ? {
        words: ", but not by the server's clock",
        fix: {
          fix: 'Compare both clocks with a time server (chronyc tracking, timedatectl) and fix the one that is off.',
        },
      }
    : {
        words: '',
        fix: isLeaf ? {} : { fix: 'Serve the current intermediate of this CA in place of the old one.' },
      };
}
