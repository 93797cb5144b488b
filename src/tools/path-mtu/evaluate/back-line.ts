import type { Case } from './case.ts';

const NAMES = { tls: 'a TLS handshake', http: 'an HTTP request' } as const;

/** What was seen of the way back. */
export function backLine({ back, path }: Case): string[] {
  const [answer] = path.answers;
  const what = answer ? NAMES[answer.kind] : '';
  switch (back.kind) {
    case 'arrives': {
      const { largest, received } = back;
      const full = path.tcp?.mss;
      if (largest === undefined) return [`way back: ${received} bytes of an answer to ${what} came in order`];
      const whole = full !== undefined && largest >= full.advertised + (path.tcp?.headers ?? 0) - 12;
      return [
        whole
          ? `way back: packets of ${largest} bytes arrive (${what})`
          : `way back: the answer to ${what} came in packets of at most ${largest} bytes; larger ones were not tried`,
      ];
    }
    case 'hole': {
      const [first] = back.answers;
      const counts = back.answers.map(
        ({ received, outOfOrder }) => `${received} bytes in order, ${outOfOrder ?? 0} segments behind a gap`,
      );
      return [
        `way back: ${what} was acknowledged, then ${counts.join('; again ')}; the gap stayed for ${((first?.stalledMs ?? 0) / 1000).toFixed(1)} s`,
      ];
    }
    case 'doubtful':
      return ['way back: segments waited for a missing one, not on every connection: loss, or a second path'];
    case 'silent':
      return [`way back: ${what} was acknowledged and nothing came back; nothing out of order either`];
    default:
      return [];
  }
}
