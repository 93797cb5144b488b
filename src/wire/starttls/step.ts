/** What a STARTTLS exchange wants next. */
export type Step =
  /** More bytes are needed before anything can be said. */
  | { readonly want: 'more' }
  /** Send these bytes; the next reply belongs to `phase`. */
  | { readonly want: 'send'; readonly bytes: Uint8Array; readonly phase: number }
  /** The server is ready: TLS starts now (after `bytes`, if given). */
  | { readonly want: 'tls'; readonly bytes?: Uint8Array }
  /** No upgrade: the server does not offer it, said no, or speaks something else. `reply` is what it said, latin1. */
  | { readonly want: 'stop'; readonly why: StopReason; readonly reply: string };

export type StopReason = 'not-offered' | 'refused' | 'server-error' | 'other-protocol' | 'oversize';

/**
 * The client's side of one protocol's upgrade, without I/O. `advance` sees all bytes that arrived since the last send; the phase
 * it returned counts up from 0. Servers that speak first are waited for in phase 0; otherwise `opening` is sent at once.
 */
export interface StarttlsExchange {
  readonly opening?: (host: string) => Uint8Array;
  advance(phase: number, received: Uint8Array, host: string): Step;
}

/** No step of any of these protocols needs a longer reply. */
export const MAX_REPLY = 64 * 1024;

export const MORE: Step = { want: 'more' };

/** The exchange ends here without TLS; the reply is kept, capped at 512 octets. */
export function stop(why: StopReason, received: Uint8Array): Step {
  return { want: 'stop', why, reply: Buffer.from(received.subarray(0, 512)).toString('latin1') };
}

export const send = (phase: number, text: string): Step => ({
  want: 'send',
  bytes: Buffer.from(text, 'latin1'),
  phase,
});
