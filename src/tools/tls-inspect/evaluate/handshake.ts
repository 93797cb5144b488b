import { type Check, pass, skipped } from '../../../core/check.ts';
import { alerts } from './alerts.ts';
import { protocolInSentence } from './alpn.ts';
import { arrived, failsLargeOnly } from './large-hello.ts';
import { plaintextPort, starttlsNeeded, upgradeFailed } from './plaintext.ts';
import { resets } from './resets.ts';
import { endpoint, fail, type Scene, sClient } from './scene.ts';
import { stalls } from './stalls.ts';
import { acceptedVersions } from './tries.ts';

const CURRENT: readonly string[] = ['TLSv1.2', 'TLSv1.3'];

/** How the handshake of this view ended, and why. */
export function handshake(scene: Scene): Check[] {
  const { tap } = scene.view;
  if (tap.outcome === 'not-connected' || tap.outcome === 'not-allowed') return [unreached(scene)];
  if (tap.outcome === 'handshake') return completed(scene);
  if (tap.outcome === 'upgrade-failed') return upgradeFailed(scene);
  const upgraded = starttlsNeeded(scene);
  if (upgraded.length > 0) return upgraded;
  if (tap.outcome === 'plaintext') return plaintextPort(scene);
  if (tap.outcome === 'malformed' || tap.outcome === 'oversize') return [broken(scene)];
  // The missing client certificate, and the size of the hello, are told by their own judgements.
  if (['required', 'ended'].includes(tap.clientCertificate?.verdict ?? '')) return [];
  if (tap.phase === 'hello' && failsLargeOnly(scene) && arrived(scene)) return [];
  if (tap.outcome === 'silent' || tap.outcome === 'stalled') return stalls(scene);
  return tap.outcome === 'reset' || tap.outcome === 'closed' ? resets(scene) : alerts(scene);
}

function unreached({ view: { tap } }: Scene): Check {
  const why =
    tap.outcome === 'not-allowed' ? 'refused by the address policy' : (tap.errno ?? 'no connection');
  return skipped('tls', {
    test: `connect ${endpoint(tap)}`,
    summary: `no TCP connection to ${endpoint(tap)}: ${why}`,
    blockedBy: 'tcp',
  });
}

function completed(scene: Scene): Check[] {
  const { tap } = scene.view;
  const { scan } = scene.seen;
  const { version = '', cipher = '', group, helloRetry } = tap;
  const main = scene.view === scene.seen.main;
  const accepted = acceptedVersions(main ? scan : undefined, tap);
  const alpn = tap.alpn ? `, ALPN ${protocolInSentence(tap.alpn)}` : '';
  const evidence = [
    `${cipher}${group === undefined ? '' : `, ${group}`}${alpn}${helloRetry ? ', after a HelloRetryRequest' : ''}`,
    ...(accepted.length > 1 ? [`accepts ${accepted.join(', ')}`] : []),
    `${Math.round(tap.timings.handshake ?? tap.timings.total)} ms, ${tap.helloBytes}-byte hello`,
    ...(tap.secureRenegotiation === false
      ? ['no secure renegotiation (RFC 5746): clients of OpenSSL 3 refuse unless told otherwise']
      : []),
  ];
  if (!accepted.some((candidate) => CURRENT.includes(candidate))) {
    return [
      fail('tls.version', {
        test: sClient(scene, '-tls1_2'),
        summary: `The server goes no higher than ${version}, which current clients refuse (RFC 8996)`,
        evidence,
      }),
    ];
  }
  return [
    pass('tls', { test: sClient(scene), summary: `${version} handshake with ${endpoint(tap)}`, evidence }),
  ];
}

const broken = (scene: Scene): Check =>
  fail('tls.malformed', {
    test: sClient(scene),
    summary:
      scene.view.tap.outcome === 'oversize'
        ? 'The server sends more than 1 MiB instead of a handshake'
        : 'The server sends records that break the rules of TLS',
    evidence: [`${scene.view.tap.receivedBytes} bytes received, phase ${scene.view.tap.phase}`],
  });
