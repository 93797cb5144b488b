import type { TlsTap } from '../../../core/world/tls.ts';
import type { HelloReply, TlsScan } from '../../../core/world/tls-scan.ts';

/** Whether a hello got an answer of the server's TLS: a choice or an alert. */
export const answered = ({ outcome }: HelloReply): boolean =>
  outcome === 'server-hello' || outcome === 'alert';

/** Whether a tap got one. */
export const tapAnswered = ({ version, alerts }: TlsTap): boolean =>
  version !== undefined || alerts.length > 0;

/** "small hello (267 bytes): server-hello, server-hello". */
export function helloLine(size: 'small' | 'large', replies: readonly HelloReply[]): string[] {
  const [first] = replies;
  if (!first) return [];
  return [`${size} hello (${first.helloBytes} bytes): ${replies.map(replyWords).join(', ')}`];
}

/** One reply in a few words, its acknowledgement too when nothing came back. */
export function replyWords({ outcome, alert, acknowledged }: HelloReply): string {
  if (alert !== undefined) return `alert ${alert}`;
  if (acknowledged === undefined || acknowledged === null) return outcome;
  return `${outcome} (${acknowledged ? 'acknowledged' : 'not acknowledged'})`;
}

/** Versions that the server accepts, by the raw hellos and by the handshake itself. */
export function acceptedVersions(scan: TlsScan | undefined, tap: TlsTap): string[] {
  const accepted = (scan?.versions ?? []).filter((probe) => probe.accepted).map(({ version }) => version);
  const listed = (scan?.ciphers ?? []).map(({ version }) => version);
  return [
    ...new Set([...accepted, ...listed, ...(tap.version === undefined ? [] : [tap.version])]),
  ].toSorted();
}

/** "SSLv3 alert handshake_failure, TLSv1.0 accepted, …". */
export const versionLine = ({ versions }: TlsScan): string =>
  versions
    .map(
      ({ version, accepted, reply }) =>
        `${version} ${accepted ? 'accepted' : reply.outcome === 'server-hello' ? `answered with ${reply.version ?? '?'}` : replyWords(reply)}`,
    )
    .join(', ');
