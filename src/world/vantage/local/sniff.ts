import type { Duplex } from 'node:stream';
import type { Sniff } from '../../../core/world/sniff.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { plaintextProtocol } from '../../../wire/plaintext/plaintext-reply.ts';
import { serverRefusal } from '../../../wire/server-refusal.ts';
import type { Outlook } from '../opener.ts';
import { since } from './connect.ts';
import { fromHere } from './from-here.ts';
import type { LocalSetting } from './setting.ts';

const CAP = 512;
/** A greeting may come in pieces, and its sender may hang up after it. */
const GATHER_MS = 30;
const LONGEST_ROUND_TRIPS_MS = 1000;

/** The sniff verb: connects, listens to what the server says first, sends nothing, and closes. */
export const sniff = (setting: LocalSetting): Vantage['sniff'] => sniffBy(fromHere(setting));

/** The same over the connections of any outlook. */
export const sniffBy =
  ({ policy, open }: Outlook): Vantage['sniff'] =>
  async (request, signal) => {
    const { address, port, waitMs } = request;
    const rule = policy.refusal(address);
    if (rule !== undefined) {
      return { outcome: 'not-allowed', ms: 0, dial: { address, port, outcome: 'not-allowed', ms: 0, rule } };
    }
    const { dial, stream } = await open(request, signal);
    const errno = dial.errno === undefined ? {} : { errno: dial.errno };
    if (!stream) return { outcome: 'not-connected', ms: 0, ...errno, dial };
    return { ...(await listen(stream, patience(waitMs, dial.ms), signal)), dial };
  };

/**
 * What a server says or does as soon as it accepts comes one round trip after our side is open, and opening took one: on a long path
 * listening takes longer than was asked for.
 */
const patience = (waitMs: number, roundTripMs: number): number =>
  Math.max(waitMs, Math.min(2 * roundTripMs, LONGEST_ROUND_TRIPS_MS));

/** Listens until the first bytes are gathered, the peer ends it, or time is up; destroys the socket. */
function listen(socket: Duplex, waitMs: number, signal: AbortSignal): Promise<Omit<Sniff, 'dial'>> {
  const { promise, resolve, reject } = Promise.withResolvers<Omit<Sniff, 'dial'>>();
  const started = performance.now();
  let head = Buffer.alloc(0);
  let first = 0;
  let timer = setTimeout(() => finish(), waitMs);
  const finish = (end?: 'closed' | 'reset', errno?: string): void => {
    clearTimeout(timer);
    signal.removeEventListener('abort', abort);
    socket.destroy();
    const why = errno === undefined ? {} : { errno };
    if (head.length === 0) resolve({ outcome: end ?? 'silent', ms: since(started), ...why });
    else resolve({ outcome: 'bytes', ms: first, ...greeting(head), ...(end && { end }), ...why });
  };
  const abort = (): void => {
    reject(signal.reason);
    finish();
  };
  if (signal.aborted) abort();
  signal.addEventListener('abort', abort, { once: true });
  socket.on('data', (chunk: Buffer) => {
    if (head.length === 0) {
      first = since(started);
      clearTimeout(timer);
      timer = setTimeout(() => finish(), GATHER_MS);
    }
    head = Buffer.concat([head, chunk.subarray(0, CAP - head.length)]);
    if (head.length >= CAP) finish();
  });
  socket.on('error', (error: NodeJS.ErrnoException) => finish('reset', error.code));
  socket.on('end', () => finish('closed'));
  return promise;
}

function greeting(head: Buffer): Pick<Sniff, 'bytes' | 'protocol' | 'refusal'> {
  const protocol = plaintextProtocol(head);
  const refusal = serverRefusal(head);
  return { bytes: head.toString('base64'), ...(protocol && { protocol }), ...(refusal && { refusal }) };
}
