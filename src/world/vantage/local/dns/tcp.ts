import { CannotObserve } from '../../../../core/cannot-observe.ts';
import type { DnsAttempt } from '../../../../core/world/dns.ts';
import type { ByteWay, Opener } from '../../opener.ts';
import { attempt, type Ending, endingOf } from './attempt.ts';
import { readReply } from './reply.ts';
import type { Ask } from './udp.ts';

const PREFIX = 2;

/** Asks over TCP (RFC 7766 section 8: two octets of length before each message). Reads one message and no octet more is kept. */
export function askByTcp(ask: Ask, open: Opener): Promise<DnsAttempt> {
  const { server, query, timeoutMs, signal } = ask;
  const stream = new Message();
  const late = (): Ending => ({
    outcome: 'timeout',
    tries: 1,
    ...(stream.got > 0 && { detail: stream.progress() }),
  });
  return attempt({ transport: 'tcp', timeoutMs, signal, late }, ({ begin, settle, fail }) => {
    const stop = new AbortController();
    let way: ByteWay | undefined;
    const exchange = (socket: ByteWay): void => {
      way = socket;
      if (stop.signal.aborted) return void socket.destroy();
      socket.on('data', (octets: Buffer) => {
        const whole = stream.add(octets);
        if (!whole) return;
        const reply = readReply(whole, ask);
        settle(
          reply.kind === 'answer'
            ? { outcome: 'answer', tries: 1, message: reply.message }
            : { outcome: 'malformed', tries: 1, detail: reply.why },
        );
      });
      socket.on('error', (error: Error & { code?: string }) =>
        error instanceof CannotObserve ? fail(error) : settle(endingOf(error, 1)),
      );
      socket.on('close', () => settle({ outcome: 'closed', tries: 1, detail: stream.progress() }));
      socket.write(Buffer.concat([Buffer.from([query.length >> 8, query.length & 0xff]), query]));
    };
    open(
      { address: server.address, port: server.port, timeoutMs, began: begin },
      AbortSignal.any([signal, stop.signal]),
    ).then(
      ({ dial, stream: opened }) =>
        opened
          ? exchange(opened)
          : settle(dial.errno === undefined ? late() : endingOf({ code: dial.errno }, 1)),
      fail,
    );
    return () => {
      stop.abort(new Error('The attempt is over.'));
      way?.destroy();
    };
  });
}

/** Gathers one length-prefixed message. */
class Message {
  #parts: Uint8Array[] = [];
  got = 0;

  /** The message once it is whole. What follows it is dropped. */
  add(octets: Uint8Array): Uint8Array | undefined {
    this.#parts.push(octets);
    this.got += octets.length;
    const wanted = this.#wanted();
    if (wanted === undefined || this.got < wanted) return undefined;
    return Buffer.concat(this.#parts).subarray(PREFIX, wanted);
  }

  progress(): string {
    return `${this.got} of ${this.#wanted() ?? 'unknown'} octets came`;
  }

  #wanted(): number | undefined {
    if (this.got < PREFIX) return undefined;
    const [high = 0, low = 0] = Buffer.concat(this.#parts.slice(0, PREFIX));
    return PREFIX + ((high << 8) | low);
  }
}
