import type { Send } from './deep-scan.ts';
import { largeHello, smallHello } from './hello-kinds.ts';
import type { ProbeResult } from './hello-probe.ts';

/** OpenSSL sends post-quantum key shares, and so a hello of two segments, from version 3.5 on. */
export function ownHelloIsLarge(): boolean {
  const [major = 0, minor = 0] = process.versions.openssl.split('.').map(Number);
  return major > 3 || (major === 3 && minor >= 5);
}

/** A large hello alone. */
export const oneLarge = (send: Send, servername: string | undefined): Promise<ProbeResult> =>
  send(largeHello(servername));

/** Both hellos; when only one is answered both are sent once more, so that one lost packet decides nothing. */
export async function twoHellos(
  send: Send,
  servername: string | undefined,
): Promise<{ small: readonly ProbeResult[]; large: readonly ProbeResult[] }> {
  const both = (): Promise<[ProbeResult, ProbeResult]> =>
    Promise.all([send(smallHello(servername)), send(largeHello(servername))]);
  const [small, large] = await both();
  if (answered(small) === answered(large)) return { small: [small], large: [large] };
  const [again, largeAgain] = await both();
  return { small: [small, again], large: [large, largeAgain] };
}

const answered = ({ reply }: ProbeResult): boolean =>
  ['server-hello', 'alert', 'plaintext'].includes(reply.outcome);
