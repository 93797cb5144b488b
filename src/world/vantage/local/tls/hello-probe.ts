import type { HelloReply, TlsScanRequest } from '../../../../core/world/tls-scan.ts';
import { suiteName } from '../../../../wire/tls/cipher-suite.ts';
import { clientHello, type HelloOffer } from '../../../../wire/tls/client-hello.ts';
import { groupName } from '../../../../wire/tls/named-group.ts';
import { versionName } from '../../../../wire/tls/protocol-version.ts';
import type { Opener } from '../../opener.ts';
import { type ByteStream, openStream, type StreamEnd } from './byte-stream.ts';
import { deadline, type Deadline } from './deadline.ts';
import { MAX_RECEIVED } from './recording-stream.ts';
import { ServerFlight } from './server-flight.ts';
import { plaintextView } from './tap-view.ts';
import { upgrade } from './upgrade.ts';

/** What a scan needs beside the request. */
export interface ScanSetting {
  readonly request: TlsScanRequest;
  readonly signal: AbortSignal;
  readonly open: Opener;
}

/** A reply, with the numbers that the scan reckons with. */
export interface ProbeResult {
  readonly reply: HelloReply;
  readonly version: number | undefined;
  readonly suite: number | undefined;
  readonly group: number | null;
}

/** Sends one raw ClientHello on a connection of its own and reads up to the server's choice. One connection. */
export async function probeHello(
  { request, signal, open }: ScanSetting,
  offer: HelloOffer,
  timeoutMs: number,
  wantGroup = false,
): Promise<ProbeResult> {
  const timer = deadline(timeoutMs, signal);
  const hello = clientHello(offer);
  const unanswered = (outcome: HelloReply['outcome'], errno?: string): ProbeResult => ({
    reply: { outcome, helloBytes: hello.length, ms: timer.elapsed(), ...(errno !== undefined && { errno }) },
    version: undefined,
    suite: undefined,
    group: null,
  });
  const opened = await openStream(open, request.address, request.port, timer);
  if ('errno' in opened) return unanswered('not-connected', opened.errno);
  const { stream } = opened;
  try {
    if (request.starttls) {
      const { outcome } = await upgrade(stream, request.starttls, request.host ?? '', timer);
      if (outcome !== 'upgraded') return unanswered('upgrade-failed');
    }
    const seen = await exchange(stream, hello, timer, wantGroup);
    return await read(seen, { stream, hello, ms: timer.elapsed() });
  } finally {
    stream.destroy();
  }
}

interface Exchange {
  flight: ServerFlight;
  end: StreamEnd | undefined;
  /** Bytes since the hello. */
  received: number;
}

async function exchange(
  stream: ByteStream,
  hello: Uint8Array,
  timer: Deadline,
  wantGroup: boolean,
): Promise<Exchange> {
  const flight = new ServerFlight();
  const { facts } = flight;
  const before = stream.received;
  const done = new Promise<StreamEnd | undefined>((resolve) => {
    stream.listen((chunk) => {
      flight.push(chunk);
      const chosen = facts.version !== undefined && (!wantGroup || facts.group !== null || facts.helloDone);
      const over =
        flight.plaintext ?? flight.malformed ?? flight.alerts.find(({ level }) => level === 'fatal');
      if (chosen || over !== undefined || stream.received - before > MAX_RECEIVED) resolve(undefined);
    }, resolve);
  });
  stream.write(hello);
  const end = await timer.within(done, undefined);
  return { flight, end, received: stream.received - before };
}

interface About {
  readonly stream: ByteStream;
  readonly hello: Uint8Array;
  readonly ms: number;
}

async function read({ flight, end, received }: Exchange, { stream, hello, ms }: About): Promise<ProbeResult> {
  const { facts, alerts, plaintext } = flight;
  const { version, cipherSuite: suite, group } = facts;
  const alert = alerts.find(({ level, name }) => level === 'fatal' || name === 'close_notify');
  const outcome = outcomeOf(flight, alert !== undefined, end, received);
  const quiet = outcome === 'silent' || outcome === 'stalled';
  const reply: HelloReply = {
    outcome,
    helloBytes: hello.length,
    ms,
    ...(version !== undefined && { version: versionName(version), helloRetry: facts.helloRetry }),
    ...(suite !== undefined && { cipher: suiteName(suite) }),
    ...(group !== null && { group: groupName(group) }),
    ...(outcome === 'alert' && alert && { alert: alert.name }),
    ...(end?.errno !== undefined && { errno: end.errno }),
    ...(plaintext && { plaintext: plaintextView(plaintext) }),
    ...(quiet && { acknowledged: await stream.acknowledged() }),
  };
  return { reply, version, suite, group };
}

function outcomeOf(
  { facts, plaintext, malformed }: ServerFlight,
  alerted: boolean,
  end: StreamEnd | undefined,
  received: number,
): HelloReply['outcome'] {
  if (facts.version !== undefined) return 'server-hello';
  if (alerted) return 'alert';
  if (plaintext) return 'plaintext';
  if (malformed !== undefined) return 'malformed';
  if (end && end.how !== 'lost') return end.how;
  return received === 0 ? 'silent' : 'stalled';
}
