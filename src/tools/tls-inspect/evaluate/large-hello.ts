import type { Check } from '../../../core/check.ts';
import { fail, type Scene, sClient, warn } from './scene.ts';
import { answered, helloLine } from './tries.ts';

/**
 * tls.large-hello (judgement: two hellos): every large hello failed, every small one passed, and the large ones did arrive. Bytes that nobody
 * acknowledged are the path's fault, and tls.stalls says so.
 */
export function largeHello(scene: Scene): Check[] {
  const { scan } = scene.seen;
  if (!scan || !failsLargeOnly(scene) || !arrived(scene)) return [];
  const [first] = scan.large;
  const isOk = scene.view.tap.outcome === 'handshake';
  const claim = isOk ? warn : fail;
  return [
    claim('tls.large-hello', {
      test: sClient(scene, '-groups X25519MLKEM768:X25519'),
      summary: `A ClientHello of ${first?.helloBytes ?? 0} bytes fails, one of ${scan.small[0]?.helloBytes ?? 0} passes`,
      evidence: [
        ...helloLine('large', scan.large),
        ...helloLine('small', scan.small),
        `this client's hello had ${scene.view.tap.helloBytes} bytes`,
      ],
    }),
  ];
}

/** Both sizes were tried at least twice, and size decided each time. */
export function failsLargeOnly({ seen: { scan } }: { seen: Pick<Scene['seen'], 'scan'> }): boolean {
  if (!scan || scan.large.length < 2 || scan.small.length < 2) return false;
  return scan.small.every(answered) && !scan.large.some(answered);
}

/** A reset or an end is an answer to bytes that came; silence needs the acknowledgement of the peer's kernel. */
export const arrived = ({ seen: { scan } }: Scene): boolean =>
  (scan?.large ?? []).every(
    ({ outcome, acknowledged }) => outcome === 'reset' || outcome === 'closed' || acknowledged === true,
  );
