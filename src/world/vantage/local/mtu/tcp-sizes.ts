import { parseIp } from '../../../../core/address/ip.ts';
import type { AgreedMss, TcpSizes } from '../../../../core/world/mtu.ts';
import type { SocketDetails } from '../../../../wire/path/socket-details.ts';
import { bothWays } from './both-ways.ts';
import { ceilingOf } from './ceiling.ts';
import { learnedMtu, limitSizes, markResent } from './cut.ts';
import { awaitGreeting, greetingOf, MYSQL, MYSQL_WAIT_MS } from './greeting.ts';
import { Lines } from './lines.ts';
import { Look } from './look.ts';
import { showsQueues } from './shows-queues.ts';
import type { TcpSeen, TcpTrial } from './tcp-trial.ts';

/** Three may be made to a port that counts them. */
const AT_FIRST = 3;
const CONNECT_MS = 3_500;
/** Up to this round trip, one more costs next to nothing. */
const NEAR_MS = 20;
const NOTHING_SENT = { sent: [], answers: [], cutShort: undefined, after: undefined };
/** Bytes of IP and TCP headers (RFC 791, RFC 8200, RFC 9293), and of the timestamp option with its padding (RFC 7323). */
const HEADERS = { 4: 40, 6: 60 } as const;
const TIMESTAMPS = 12;

/** Measures over connections to an open port; closes all of them. Rejects only with the signal's reason. */
export async function tcpSizes(trial: TcpTrial): Promise<TcpSeen> {
  const { address, port } = trial.request;
  const lines = new Lines({ address, port, timeoutMs: CONNECT_MS }, trial.most, trial.signal);
  try {
    return await measure(trial, lines);
  } finally {
    lines.close();
  }
}

async function measure(trial: TcpTrial, lines: Lines): Promise<TcpSeen> {
  const { request, signal, details } = trial;
  const careful = request.port === MYSQL;
  lines.open(careful ? 1 : AT_FIRST);
  const [first] = await lines.take(1, CONNECT_MS + 100);
  const family = parseIp(request.address)?.family ?? 4;
  const bare = HEADERS[family];
  if (!first) return { tcp: closed(lines, bare), answers: [] };
  const roundTripMs = lines.roundTripMs;
  const greetedBy = performance.now() + (careful ? MYSQL_WAIT_MS : roundTripMs * 1.1 + 6);
  trial.opened(roundTripMs);
  const group = [first, ...(await lines.take(AT_FIRST - 1, roundTripMs / 2 + 10))];
  const [sockets] = await Promise.all([
    details.read(),
    awaitGreeting(group, greetedBy - performance.now(), signal),
  ]);
  const own = sockets?.get(first.localPort);
  const spared = (): boolean => greetingOf(group) === 'mysql' || (careful && greetingOf(group) === undefined);
  const [route, settings] = await Promise.all([trial.route, trial.settings]);
  // Without ss, what this side asks for is all that is known.
  const timestamps = own?.timestamps ?? (settings.timestamps === false ? false : null);
  const mss = own && agreed(own);
  const limits = ceilingOf(request, route, mss, bare);
  const headers = bare + (timestamps === false ? 0 : TIMESTAMPS);
  // The kernel's own measure: that of this process has its delays in it, which on a busy machine are seconds.
  const pathMs = Math.min(roundTripMs, own?.roundTripMs ?? roundTripMs);
  const look = new Look(trial.proc, { port: request.port, family }, pathMs, signal);
  const near = pathMs <= NEAR_MS;
  const begun = { trial, lines, group, look, headers, bare, limits, spared, near, startMtu: own?.pathMtu };
  const { sent, answers, cutShort, after } = spared() ? NOTHING_SENT : await bothWays(begun);
  const learned =
    sent.length > 0 ? await learnedMtu(trial, after, own?.pathMtu ?? limits.ceiling) : undefined;
  markResent(sent, after);
  limitSizes(sent, after, bare, learned);
  const now = performance.now();
  const proven = look.proven || sent.some(({ line }) => (after?.get(line.localPort)?.acknowledged ?? 0) > 1);
  const greeting = greetingOf(group);
  return {
    tcp: {
      dial: dialOf(lines),
      ...(greeting != null && greeting !== '' && { greeting }),
      spared: spared(),
      timestamps,
      headers,
      ...(mss && { mss }),
      ...limits,
      visible: look.readable && (proven || (sent.length > 0 && (await showsQueues(trial.proc, signal)))),
      segments: sent.map((one) => one.segment(now)),
      ...(learned !== undefined && { learnedMtu: learned }),
      connections: lines.made,
      failed: lines.failed,
      ...(cutShort && { cutShort }),
    },
    answers,
  };
}

function closed(lines: Lines, headers: number): TcpSizes {
  return {
    dial: dialOf(lines),
    spared: false,
    timestamps: null,
    headers,
    ceiling: 0,
    ceilingBy: 'guess',
    visible: false,
    segments: [],
    connections: lines.made,
    failed: lines.failed,
  };
}

function dialOf({ first }: Lines): TcpSizes['dial'] {
  if (!first) return { outcome: 'timeout', ms: CONNECT_MS };
  const { address: _address, port: _port, ...dial } = first;
  return dial;
}

const agreed = ({ mss, advertisedMss, pathMtu }: SocketDetails): AgreedMss => ({
  send: mss,
  advertised: advertisedMss,
  pathMtu,
});
