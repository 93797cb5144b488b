import type { HelloReply, TlsScanRequest } from '../../../../core/world/tls-scan.ts';
import { suiteName } from '../../../../wire/tls/cipher-suite.ts';
import { clientHello, type HelloOffer } from '../../../../wire/tls/client-hello.ts';
import { groupName } from '../../../../wire/tls/named-group.ts';
import { versionName } from '../../../../wire/tls/protocol-version.ts';
import { acknowledged } from './acknowledged.ts';
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
  readonly procNet: string;
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
  { request, signal, procNet }: ScanSetting,
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
  const opened = await openStream(request.address, request.port, timer);
  if ('errno' in opened) return unanswered('not-connected', opened.errno);
  const { stream } = opened;
  try {
    if (request.starttls) {
      const { outcome } = await upgrade(stream, request.starttls, request.host ?? '', timer);
      if (outcome !== 'upgraded') return unanswered('upgrade-failed');
    }
    const { flight, end } = await exchange(stream, hello, timer, wantGroup);
    return read(flight, end, { stream, hello, ms: timer.elapsed(), procNet });
  } finally {
    stream.destroy();
  }
}

interface Exchange {
  flight: ServerFlight;
  end: StreamEnd | undefined;
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
  return { flight, end };
}

function read(
  { facts, alerts, plaintext, malformed }: ServerFlight,
  end: StreamEnd | undefined,
  about: { stream: ByteStream; hello: Uint8Array; ms: number; procNet: string },
): ProbeResult {
  const { version, cipherSuite: suite, group } = facts;
  const alert = alerts.find(({ level, name }) => level === 'fatal' || name === 'close_notify');
  const silent = about.stream.received === 0;
  const outcome =
    version !== undefined
      ? 'server-hello'
      : alert
        ? 'alert'
        : plaintext
          ? 'plaintext'
          : malformed !== undefined
            ? 'malformed'
            : (end?.how ?? (silent ? 'silent' : 'stalled'));
  const reply: HelloReply = {
    outcome,
    helloBytes: about.hello.length,
    ms: about.ms,
    ...(version !== undefined && { version: versionName(version), helloRetry: facts.helloRetry }),
    ...(suite !== undefined && { cipher: suiteName(suite) }),
    ...(group !== null && { group: groupName(group) }),
    ...(outcome === 'alert' && alert && { alert: alert.name }),
    ...(end?.errno !== undefined && { errno: end.errno }),
    ...(plaintext && { plaintext: plaintextView(plaintext) }),
    ...((outcome === 'silent' || outcome === 'stalled') && {
      acknowledged: acknowledged(about.stream.socket, about.procNet),
    }),
  };
  return { reply, version, suite, group };
}
