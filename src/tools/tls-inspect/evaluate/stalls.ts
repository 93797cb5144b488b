import type { Check } from '../../../core/check.ts';
import { failsLargeOnly } from './large-hello.ts';
import { fail, type Scene, sClient } from './scene.ts';
import { answered, helloLine, tapAnswered } from './tries.ts';

/** tls.stalls: the hello went out and no complete answer came in time. */
export function stalls(scene: Scene): Check[] {
  const { tap } = scene.view;
  const { scan, withoutSni, otherSni } = scene.seen;
  const waited = `${Math.round(tap.timings.total)} ms`;
  const evidence = [
    `hello of ${tap.helloBytes} bytes${ackWords(tap.helloAcknowledged)}; ${tap.receivedBytes} bytes back in ${waited}`,
    ...(scan ? [...helloLine('small', scan.small), ...helloLine('large', scan.large)] : []),
    ...(withoutSni ? [`without SNI: ${withoutSni.outcome}`] : []),
    ...(otherSni ? [`with another SNI: ${otherSni.outcome}`] : []),
  ];
  const said = { test: sClient(scene), evidence };
  if (failsLargeOnly(scene)) {
    return [
      fail('tls.stalls', {
        ...said,
        summary:
          'The handshake hangs: a small hello is answered, a large one is not, and is not seen to arrive',
        fix: 'Look at the path MTU: a full-size segment is lost without a word (layerwalk path-mtu).',
      }),
    ];
  }
  const nameless = (withoutSni && tapAnswered(withoutSni)) || (otherSni && tapAnswered(otherSni));
  const smallPasses = scan !== undefined && scan.small.some(answered);
  if (nameless && !smallPasses) {
    return [
      fail('tls.stalls', {
        ...said,
        summary: `The handshake hangs with SNI ${scene.name} and is answered with another or none`,
      }),
    ];
  }
  const summary =
    tap.receivedBytes > 0
      ? `The handshake hangs after ${tap.receivedBytes} bytes of the server's answer`
      : 'The handshake hangs: TCP connects, and nothing answers the hello';
  return [fail('tls.stalls', { ...said, summary })];
}

function ackWords(acknowledged: boolean | null | undefined): string {
  if (acknowledged === undefined || acknowledged === null) return '';
  return acknowledged ? ", acknowledged by the peer's kernel" : ', not acknowledged';
}
