import { connect, type TLSSocket } from 'node:tls';
import type { TlsTapRequest } from '../../../../core/world/tls.ts';
import type { ByteStream, StreamEnd } from './byte-stream.ts';
import { clientContext } from './client-context.ts';
import type { Deadline } from './deadline.ts';
import { recordingStream } from './recording-stream.ts';
import { ServerFlight } from './server-flight.ts';

/** What became of one handshake, before anyone names it. */
export interface HandshakeRun {
  readonly flight: ServerFlight;
  completed: boolean;
  /** OpenSSL's error code and reason, when it gave up by itself. */
  clientError: string | undefined;
  end: StreamEnd | undefined;
  flooded: boolean;
  firstByteMs: number | undefined;
  handshakeMs: number | undefined;
  helloBytes: number;
  /** After the handshake a ticket came, or application data: the server went on. */
  wentOn: boolean;
}

/** How long to wait for a server's word on a missing client certificate, beyond four round trips. */
const AFTERWARDS_MS = 400;
const GOODBYE_MS = 100;

/** Runs one handshake over an open stream, until it is decided or the deadline ends. Leaves the stream to the caller. */
export async function runHandshake(
  stream: ByteStream,
  request: TlsTapRequest,
  deadline: Deadline,
): Promise<HandshakeRun> {
  const run = blank();
  const { flight } = run;
  const started = deadline.elapsed();
  let decide = (): void => {};
  const decided = new Promise<void>((resolve) => {
    decide = resolve;
  });
  const duplex = recordingStream(stream, {
    sent(chunk) {
      // The first flight is the ClientHello; OpenSSL writes it in one piece or several before any reply.
      if (run.firstByteMs === undefined) run.helloBytes += chunk.length;
    },
    received(chunk) {
      run.firstByteMs ??= deadline.elapsed() - started;
      flight.push(chunk);
      if (flight.plaintext || flight.malformed) setImmediate(decide);
    },
    ended(end) {
      run.end = end;
      setImmediate(decide);
    },
    flooded() {
      run.flooded = true;
      decide();
    },
  });
  const secure = connect({
    socket: duplex,
    secureContext: clientContext(),
    rejectUnauthorized: false,
    requestOCSP: true,
    ...(request.servername !== undefined && { servername: request.servername }),
    ...(request.alpn?.length && { ALPNProtocols: [...request.alpn] }),
  });
  secure.on('keylog', (line: Buffer) => flight.keylog(line.toString('latin1')));
  secure.on('session', () => {
    run.wentOn = true;
    if (run.completed) decide();
  });
  secure.once('secureConnect', () => {
    run.completed = true;
    run.handshakeMs = deadline.elapsed() - started;
    decide();
  });
  secure.on('error', (error: NodeJS.ErrnoException) => {
    // ECONNRESET is Node's word for an early end, which the stream itself tells better.
    if (error.code !== 'ECONNRESET') run.clientError ??= reasonOf(error);
    setImmediate(decide);
  });
  try {
    await deadline.within(decided, undefined);
    if (run.completed && asksAfterwards(run)) await afterwards(run, secure, deadline);
    // So that the server sees a close_notify, and no broken connection.
    if (run.completed) await deadline.within(politeEnd(secure), undefined, GOODBYE_MS);
  } finally {
    secure.destroy();
  }
  return run;
}

const politeEnd = (secure: TLSSocket): Promise<void> =>
  new Promise((resolve) => {
    secure.end(() => resolve());
  });

/** Only TLS 1.3 servers judge the client's certificate after the client thinks it is done (RFC 8446 section 4.4.2.4). */
function asksAfterwards({ flight, wentOn }: HandshakeRun): boolean {
  return flight.facts.authorities !== undefined && flight.facts.version === 0x0304 && !wentOn;
}

async function afterwards(run: HandshakeRun, secure: TLSSocket, deadline: Deadline): Promise<void> {
  const word = new Promise<void>((resolve) => {
    secure.once('session', () => resolve());
    secure.once('data', () => {
      run.wentOn = true;
      resolve();
    });
    secure.once('error', () => resolve());
    secure.once('close', () => resolve());
  });
  await deadline.within(word, undefined, AFTERWARDS_MS + 2 * (run.handshakeMs ?? 0));
}

function blank(): HandshakeRun {
  return {
    flight: new ServerFlight(),
    completed: false,
    clientError: undefined,
    end: undefined,
    flooded: false,
    firstByteMs: undefined,
    handshakeMs: undefined,
    helloBytes: 0,
    wentOn: false,
  };
}

/** OpenSSL's own words: an error code of Node's, or its reason; both are fixed texts of the library. */
function reasonOf(error: NodeJS.ErrnoException & { reason?: string }): string {
  return [error.code, error.reason].filter((part) => part !== undefined).join(': ');
}
