import type { HttpExchange } from '../../../core/world/http.ts';

/** What an end without a whole answer is called, and what to do about it. */
export interface Silence {
  readonly summary: string;
  readonly fix: string;
}

/** Tells apart how a request was left without an answer: silence, a close, a reset; at once or inside the head. */
export function silence({ outcome, protocol, timings, headBytes, interim }: HttpExchange): Silence {
  const after = interim.length === 0 ? '' : ` after an interim ${interim.at(-1) ?? ''}`;
  if (outcome === 'no-reply') {
    return {
      summary: `the request was sent, and nothing${after} came back in ${Math.round(timings.total / 1000)} s`,
      fix: 'Look at the application: does its log have the request, is it stuck, overloaded, or waiting for something of its own (a database, a lock)?',
    };
  }
  const ended = outcome === 'closed' ? 'closed' : 'reset';
  if (headBytes !== undefined) {
    return {
      summary: `the connection was ${ended} inside the answer, after ${headBytes} bytes of its head`,
      fix: 'Look at the application’s log at this moment: it broke off while it answered (a crash, a restart, a limit). Ask it from its own host: if it answers whole there, something on the way cuts it.',
    };
  }
  if (protocol === 'h2') {
    return {
      summary: 'the server ended the HTTP/2 stream with an error and without an answer',
      fix: 'Look at the server’s log for this stream; ask with curl --http1.1 to see whether HTTP/2 is what it minds.',
    };
  }
  return outcome === 'closed'
    ? {
        summary: `the server closed the connection without an answer${after}`,
        fix: 'Look at the application’s log at this moment: it took the request and hung up. A server that speaks another protocol, or refuses this client, does that as well.',
      }
    : {
        summary: `the connection was reset after the request, without an answer${after}`,
        fix: 'Look at the application’s log at this moment: did it crash or restart? If it never saw the request, a proxy or filter before it resets.',
      };
}
