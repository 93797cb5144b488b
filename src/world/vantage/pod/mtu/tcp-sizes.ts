import type { AgreedMss, MtuRequest, RouteMtu, Segment, TcpSizes } from '../../../../core/world/mtu.ts';
import { plaintextProtocol } from '../../../../wire/plaintext/plaintext-reply.ts';
import { ceilingOf } from '../../local/mtu/ceiling.ts';
import { MYSQL } from '../../local/mtu/greeting.ts';
import { filler } from '../../local/mtu/payload.ts';
import type { Run } from '../../local/path/attempt.ts';
import { OPTION, type RoundAnswer, type RoundLine, segmentOf, sendRound } from './round.ts';
import type { RoundRequest } from './segment-program.ts';
import { searchSizes } from './search-sizes.ts';

const CONNECT_MS = 2_000;
/** How long a greeting is waited for, once: what counts broken connections greets first. */
const LISTEN_MS = 400;
const WAIT_MS = 1_300;
/** Bytes of a segment: what is above was never larger on a path. An argument of the program holds them twice over. */
const LARGEST = 9_216;
const TOPS = 3;
const LARGEST_ITSELF = 0;

interface Trial {
  readonly request: MtuRequest & { readonly port: number };
  readonly route: RouteMtu;
  readonly run: Run;
  /** On the clock of performance.now(). */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/** Segments from a pod to an open port, by python3 in its container; undefined where it has none. Rejects as `run` does. */
export async function tcpSizesIn(trial: Trial): Promise<TcpSizes | undefined> {
  const { request } = trial;
  const careful = request.port === MYSQL;
  const none = Buffer.alloc(0);
  // A connection that only listens, first: what greets like MySQL is sent nothing.
  const first = await round(trial, { sizes: [LARGEST_ITSELF], filler: none, listenMs: LISTEN_MS });
  if (!first) return undefined;
  const [line] = first.lines;
  if (!line || line.outcome === 'failed' || line.headers === undefined) return closed(line, request);
  const greeting = plaintextProtocol(Buffer.from(first.greeting, 'hex'));
  const spared = careful || greeting === 'mysql';
  const limits = ceiling(trial, line);
  const begun = { ...about(line), ...limits, greeting, spared };
  return spared ? sizesOf(begun, [line], []) : measured(trial, begun, line);
}

type Begun = Omit<TcpSizes, 'segments' | 'connections' | 'failed' | 'visible' | 'greeting'> & {
  greeting: string | undefined;
};

async function measured(trial: Trial, begun: Begun, line: RoundLine): Promise<TcpSizes> {
  const lines: RoundLine[] = [line];
  const bytes = Math.min(begun.ceiling, LARGEST) - begun.headers;
  const content = filler(bytes, trial.request.ask?.kind ?? 'tls', 0);
  let number = 0;
  const send = async (asked: readonly number[]): Promise<Segment[] | undefined> => {
    if (performance.now() + WAIT_MS > trial.deadline) return undefined;
    const answer = await round(trial, { sizes: asked, filler: content, listenMs: 0 });
    number += 1;
    lines.push(...(answer?.lines ?? []));
    return (answer?.lines ?? []).flatMap((one) => segmentOf(one, number) ?? []);
  };
  const top = Math.min(begun.ceiling, LARGEST);
  const tops = (await send(Array<number>(TOPS).fill(top))) ?? [];
  if (tops.length === 0) return { ...sizesOf(begun, lines, []), cutShort: 'port' };
  const { segments, cutShort } = await searchSizes(tops, send);
  return { ...sizesOf(begun, lines, segments), ...(cutShort && { cutShort }) };
}

const round = (
  { request, run, signal }: Trial,
  asked: Pick<RoundRequest, 'sizes' | 'filler' | 'listenMs'>,
): Promise<RoundAnswer | undefined> =>
  sendRound(
    {
      address: request.address,
      port: request.port,
      connectMs: CONNECT_MS,
      waitMs: WAIT_MS,
      ...asked,
    },
    run,
    signal,
  );

function sizesOf(begun: Begun, lines: readonly RoundLine[], segments: readonly Segment[]): TcpSizes {
  const { greeting, ...rest } = begun;
  const start = rest.mss?.pathMtu ?? rest.ceiling;
  const learned = Math.min(start, ...lines.flatMap(({ pmtu }) => pmtu ?? []));
  return {
    ...rest,
    ...(greeting !== undefined && { greeting }),
    visible: true,
    segments: [...segments],
    ...(learned < start && { learnedMtu: learned }),
    connections: lines.length,
    failed: lines.filter(({ outcome }) => outcome === 'failed').length,
  };
}

/** What TCP agreed on; the kernel tells its MSS without the options in each segment. */
function about({ connect = 0, timestamps = false, headers = 0, ...line }: RoundLine) {
  const option = timestamps ? OPTION : 0;
  const mss: AgreedMss = {
    send: (line.mss ?? 0) + option,
    advertised: line.advertised ?? 0,
    pathMtu: line.start_pmtu ?? 0,
  };
  return { dial: { outcome: 'open' as const, ms: Math.round(connect * 10) / 10 }, timestamps, headers, mss };
}

function ceiling({ request, route }: Trial, line: RoundLine): Pick<TcpSizes, 'ceiling' | 'ceilingBy'> {
  const { mss, headers, timestamps } = about(line);
  const bare = headers - (timestamps ? OPTION : 0);
  const own = ceilingOf(request, route, mss, bare);
  return own.ceiling > LARGEST ? { ceiling: LARGEST, ceilingBy: 'max' } : own;
}

function closed(line: RoundLine | undefined, { address }: MtuRequest): TcpSizes {
  const errno = line?.errno ?? 'ETIMEDOUT';
  const outcome =
    errno === 'ETIMEDOUT' ? 'timeout' : errno === 'ECONNREFUSED' ? 'refused' : ('error' as const);
  return {
    dial: {
      outcome,
      ms: Math.round(line?.connect ?? CONNECT_MS),
      errno,
      ...(line?.local && { local: true }),
    },
    spared: false,
    timestamps: null,
    headers: address.includes(':') ? 60 : 40,
    ceiling: 0,
    ceilingBy: 'guess',
    visible: false,
    segments: [],
    connections: line?.local === true ? 0 : 1,
    failed: 1,
  };
}
