import type { Check } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import type { Observation } from '../observation.ts';
import { serves } from './addresses.ts';
import { warn } from './claim.ts';
import { headerOf, outcomeLine } from './wording.ts';

/**
 * Balancers by their answers, with the seconds for which they keep an idle connection to a server, unless
 * changed.
 */
const BALANCERS = [
  // https://docs.aws.amazon.com/elasticloadbalancing/latest/application/edit-load-balancer-attributes.html
  { name: 'AWS load balancer', idle: 60, made: (e: HttpExchange) => headerOf(e, 'server') === 'awselb/2.0' },
  // https://cloud.google.com/load-balancing/docs/https#timeouts_and_retries
  {
    name: 'Google Cloud load balancer',
    idle: 600,
    made: (e: HttpExchange) => headerOf(e, 'via') === '1.1 google',
  },
] as const;

/**
 * Seconds after which the server closes an idle connection, by its own word (RFC 2068 section 19.7.1.1, in use
 * ever since).
 */
export function keepAliveSeconds(exchange: HttpExchange): number | undefined {
  const seconds = /(?:^|[,;\s])timeout\s*=\s*([0-9]{1,6})\b/i.exec(
    headerOf(exchange, 'keep-alive') ?? '',
  )?.[1];
  return seconds === undefined ? undefined : Number(seconds);
}

/**
 * Claims the race where some requests got 502 from a known balancer, and others the server's own answer with a
 * keep-alive timeout below what that balancer waits. One without the other proves nothing.
 */
export function judgeKeepaliveRace({ hops, again }: Observation, test: string): Check | undefined {
  const all = [...(hops.at(-1)?.exchanges ?? []), ...again];
  const broken = all.find(({ status }) => status === 502);
  const balancer = broken && BALANCERS.find(({ made }) => made(broken));
  const served = all.find((exchange) => serves(exchange) && keepAliveSeconds(exchange) !== undefined);
  const seconds = served && keepAliveSeconds(served);
  if (!broken || !balancer || !served || seconds === undefined || seconds >= balancer.idle) return undefined;
  return warn('app.keepalive-race', {
    test,
    summary: `some requests get 502, and the server closes idle connections after ${seconds} s, before the balancer does`,
    evidence: [
      outcomeLine(broken),
      outcomeLine(served),
      `Keep-Alive: timeout=${seconds}`,
      `${balancer.name}: idle timeout ${balancer.idle} s unless changed`,
    ],
  });
}
