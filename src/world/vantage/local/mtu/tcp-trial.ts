import type {
  AnswerSeen,
  MtuRequest,
  RouteMtu,
  SegmentSettings,
  TcpSizes,
} from '../../../../core/world/mtu.ts';
import type { Bracket } from './bracket.ts';
import type { Details } from './details.ts';

/** What a measurement over TCP needs, and whom it tells what it comes upon. */
export interface TcpTrial {
  readonly request: MtuRequest & { port: number };
  /** On how many connections the largest size is looked for at first. */
  readonly tops: number;
  /** Connections that may be made. */
  readonly most: number;
  readonly proc: string;
  readonly route: Promise<RouteMtu>;
  readonly settings: Promise<SegmentSettings>;
  readonly details: Details;
  /** On the clock of performance.now(). */
  readonly deadline: number;
  readonly signal: AbortSignal;
  opened(roundTripMs: number): void;
  doubt(top: number): void;
  nearing(bracket: Bracket): void;
}

/** What TCP showed of both directions. */
export interface TcpSeen {
  readonly tcp: TcpSizes;
  readonly answers: AnswerSeen[];
}
