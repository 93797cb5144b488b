import { sentTwice } from './chain-order.ts';
import { clientStore, clientVerdict, storeWords } from './client-store.ts';
import type { Scene } from './scene.ts';

/** Limits of what was seen, and what was assumed. */
export function notes(scene: Scene): string[] {
  const { seen, input, view } = scene;
  const { tap, trust } = view;
  const leaf = tap.chain[0];
  const store = clientStore(scene);
  const verdict = clientVerdict(scene);
  const detour = verdict?.trusted === true && verdict.brokenPaths > 0;
  return [
    ...(leaf ? [storeNote(input.store !== undefined, store)] : []),
    ...(leaf && !tap.staple ? ['Revocation was not checked: the server staples no OCSP response.'] : []),
    ...(leaf?.mustStaple && !tap.staple
      ? ['The certificate asks for a staple (RFC 7633) and none came: clients that honour that refuse.']
      : []),
    ...(trust.some(({ nameConstraints }) => nameConstraints)
      ? ['A CA in the chain restricts names (nameConstraints): not judged.']
      : []),
    ...(detour
      ? [
          'Another path leads over an expired or unfit certificate: clients that do not search on (OpenSSL) may take that one and refuse.',
        ]
      : []),
    ...sentTwice(tap),
    ...(tap.unreadable > 0 ? [`${tap.unreadable} of the certificates sent could not be read.`] : []),
    ...(tap.upgrade?.earlyBytes
      ? ['The server sent bytes between its go-ahead and TLS: strict clients refuse.']
      : []),
    ...(seen.starttlsBy === 'port'
      ? [`${seen.starttls ?? ''} upgrade assumed from the port; --starttls none speaks TLS at once.`]
      : []),
    ...(seen.refused.length > 0
      ? [`${seen.refused.length} of the addresses were refused by the address policy.`]
      : []),
    ...(seen.addresses.length > seen.others.length + 1
      ? [`${seen.others.length + 1} of ${seen.addresses.length} addresses were looked at.`]
      : []),
    ...(seen.starttls === 'mysql' || tap.plaintext?.protocol === 'mysql'
      ? ['MySQL counts broken handshakes: no versions were probed.']
      : []),
  ];
}

function storeNote(asked: boolean, store: ReturnType<typeof clientStore>): string {
  if (store === undefined)
    return 'The client is elsewhere: its trust store is not known, so trust is a warning at most.';
  return asked
    ? `Trust is judged by ${storeWords(store)}, as asked.`
    : `Trust is judged by ${storeWords(store)}, taken as the client's.`;
}
