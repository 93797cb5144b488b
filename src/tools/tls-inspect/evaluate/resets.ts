import type { Check } from '../../../core/check.ts';
import { fail, type Scene, sClient } from './scene.ts';
import { acceptedVersions, answered, helloLine, tapAnswered, versionLine } from './tries.ts';

/** tls.resets: a reset or an end where an answer belongs; with this SNI only, with any, or always. */
export function resets(scene: Scene): Check[] {
  const { tap } = scene.view;
  const { scan, withoutSni, otherSni } = scene.seen;
  const what = tap.outcome === 'reset' ? 'resets the connection' : 'closes the connection';
  const evidence = [
    `${tap.outcome}${tap.errno === undefined ? '' : ` ${tap.errno}`} in phase ${tap.phase}, ${tap.receivedBytes} bytes received`,
    ...(scan ? helloLine('small', scan.small) : []),
    ...(withoutSni ? [`without SNI: ${withoutSni.outcome}`] : []),
    ...(otherSni ? [`with another SNI: ${otherSni.outcome}`] : []),
    ...(scan && scan.versions.length > 0 ? [versionLine(scan)] : []),
  ];
  const said = { test: sClient(scene), evidence };
  const accepted = acceptedVersions(scan, tap);
  if (tap.phase === 'hello' && accepted.length > 0 && !scan?.small.some(answered)) {
    return [
      fail('tls.version', {
        ...said,
        summary: `The server ${what} at a hello that offers TLS 1.3, and accepts ${accepted.join(', ')} alone`,
        fix: 'Update the server or middlebox; until then cap the client at that version.',
      }),
    ];
  }
  if (tap.phase !== 'hello')
    return [fail('tls.resets', { ...said, summary: `The server ${what} in the middle of the handshake` })];
  return [fail('tls.resets', { ...said, summary: `The server ${what} at the hello, ${whenWords(scene)}` })];
}

function whenWords({ seen: { withoutSni, otherSni }, view: { tap } }: Scene): string {
  if (tap.servername === null) return 'sent without SNI';
  const bare = withoutSni !== undefined && tapAnswered(withoutSni);
  const other = otherSni !== undefined && tapAnswered(otherSni);
  if (bare && other) return `with SNI ${tap.servername} only`;
  if (bare) return 'with SNI, whichever; not without';
  if (other) return `with SNI ${tap.servername} and without, not with another`;
  return 'with and without SNI';
}
