import type { View } from '../observation.ts';
import { answered, outcomeOf } from '../outcome.ts';
import { inMs } from './wording.ts';

/** What is known of a server that gave no reply to a question over UDP. */
export interface Silence {
  readonly server: string;
  /** Datagrams sent, with and without EDNS. */
  readonly tries: number;
  readonly waitedMs: number;
  /** Nothing listens there: the port refused. */
  readonly closed: boolean;
  /** Why the question could not get there: ENETUNREACH, EHOSTUNREACH, EACCES. */
  readonly errno?: string;
  readonly tcpAnswers: boolean;
  /** It answered another question over UDP. */
  readonly alive: boolean;
}

/** Reads a view without an answer over UDP; `others` are the views that tell whether the server lives. */
export function silenceOf({ exchange, plain, tcp, alive }: View, others: readonly View[]): Silence {
  const { server } = exchange;
  const udp = [exchange, plain].flatMap(
    (one) => one?.attempts.filter(({ transport }) => transport === 'udp') ?? [],
  );
  const said = (one: typeof exchange | undefined): boolean => one !== undefined && answered(outcomeOf(one));
  const { kind, attempt: last } = outcomeOf(exchange);
  return {
    server,
    ...(kind === 'unreachable' && last.errno !== undefined && { errno: last.errno }),
    tries: udp.reduce((sum, attempt) => sum + attempt.tries, 0),
    waitedMs: udp.reduce((sum, attempt) => sum + attempt.ms, 0),
    closed: kind === 'closed',
    tcpAnswers: said(tcp),
    alive: said(alive) || others.some((view) => view.exchange.server === server && said(view.exchange)),
  };
}

/** One silence in a sentence. */
export function silenceWords({ server, errno, tries, waitedMs, closed, tcpAnswers, alive }: Silence): string {
  if (closed)
    return `@${server} returns port unreachable (ECONNREFUSED): nothing listens there, or a firewall rejects${tcpAnswers ? '; TCP answers' : ''}`;
  if (errno !== undefined) return `@${server} cannot be reached (${errno})`;
  const silent = `@${server} gave no reply over UDP to ${tries} tries in ${inMs(waitedMs)}`;
  if (tcpAnswers) return `${silent}, and answers over TCP`;
  return alive
    ? `${silent}, and answers other questions, so it may wait for servers that do not answer it`
    : `${silent}, and none over TCP`;
}
