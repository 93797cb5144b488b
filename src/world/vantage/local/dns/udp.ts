import { CannotObserve } from '../../../../core/cannot-observe.ts';
import type { DnsAttempt } from '../../../../core/world/dns.ts';
import type { DatagramOpener } from '../../opener.ts';
import { attempt, endingOf } from './attempt.ts';
import { type Asked, readReply } from './reply.ts';
import type { ServerAddress } from './server-address.ts';

export interface Ask extends Asked {
  readonly server: ServerAddress;
  /** The encoded query. */
  readonly query: Uint8Array;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/**
 * Asks over UDP. Only datagrams of the server count, and a closed port is seen at once.
 * Sends `tries` times, evenly spread over the deadline. Datagrams that do not match are passed over until the deadline.
 */
export function askByUdp(
  { tries, ...ask }: Ask & { tries: number },
  open: DatagramOpener,
): Promise<DnsAttempt> {
  const { server, query, timeoutMs, signal } = ask;
  let sent = 0;
  const passedOver: string[] = [];
  const late = () =>
    passedOver.length === 0
      ? ({ outcome: 'timeout', tries: sent } as const)
      : ({
          outcome: 'malformed',
          tries: sent,
          detail: `only replies to something else: ${passedOver[0]}`,
        } as const);
  return attempt({ transport: 'udp', timeoutMs, signal, late }, ({ begin, settle, fail }) => {
    let again: NodeJS.Timeout | undefined;
    const send = (): void => {
      sent += 1;
      datagrams.send(query);
      if (sent < tries) again = setTimeout(send, timeoutMs / tries);
    };
    const datagrams = open(server, {
      began() {
        begin();
        send();
      },
      message(octets) {
        const reply = readReply(octets, ask);
        if (reply.kind === 'answer') settle({ outcome: 'answer', tries: sent, message: reply.message });
        else if (reply.kind === 'malformed') settle({ outcome: 'malformed', tries: sent, detail: reply.why });
        else if (passedOver.length < 8) passedOver.push(reply.why);
      },
      failed(error) {
        if (error instanceof CannotObserve) fail(error);
        else settle(endingOf(error, Math.max(1, sent)));
      },
    });
    return () => {
      clearTimeout(again);
      datagrams.close();
    };
  });
}
