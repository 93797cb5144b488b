import type { Case } from './case.ts';

const NAMES = { tls: 'a TLS handshake', http: 'an HTTP request', short: '' } as const;

/** What was seen of the way back. */
export function backLine({ back, path }: Case): string[] {
  const [answer] = path.answers;
  const what = answer ? NAMES[answer.kind] : '';
  switch (back.kind) {
    case 'arrives': {
      const { largest, received } = back;
      return [
        largest === undefined
          ? `way back: ${received} bytes of an answer to ${what} came in order`
          : `way back: the answer to ${what} came in packets of up to ${largest} bytes`,
      ];
    }
    case 'hole': {
      const counts = back.answers.map(({ received }) => `${received} bytes`);
      const longest = Math.max(...back.answers.map(({ stalledMs }) => stalledMs));
      return [
        `way back: ${what} was acknowledged; of the answer ${counts.join(', then again ')} came in order, the rest waits behind a gap that stayed for ${(longest / 1000).toFixed(1)} s`,
      ];
    }
    case 'stalls':
      return [`way back: the answer to ${what} stalls too, behind a segment that does not arrive`];
    case 'silent':
      return [
        `way back: ${what} was acknowledged and not answered${back.shortComes ? ', while one with a short answer was' : ''}; nothing came out of order`,
      ];
    default:
      return [];
  }
}
