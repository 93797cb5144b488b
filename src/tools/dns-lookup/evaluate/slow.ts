import type { Check } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import type { Lookup } from '../../../core/world/dns.ts';
import { isPrompt } from '../promptness.ts';
import { type Case, warn } from './case.ts';
import { inMs } from './wording.ts';

const LEEWAY_MS = 1000;
// Two of five, each question by itself being lucky, is what mere loss of a few percent looks like now and then.
const NEEDED_STALLS = 3;

/** Lookups that get there in the end, but stall on the way. */
export function judgeSlow(at: Case): Check[] {
  const evidence = stallEvidence(at);
  if (!evidence || at.seen.libc?.outcome !== 'found') return [];
  const { timeout } = at.seen.config;
  return [
    warn('dns.slow-5s', {
      test: `getaddrinfo ${nameInSentence(at.input.name)}, several times`,
      summary: `Lookups stall in steps of ${timeout} s, though every server answers each question at once`,
      evidence,
    }),
  ];
}

/** The evidence of a pair of questions that gets lost together; undefined when any server, or TCP, is slow by itself, or one lookup alone was. */
export function stallEvidence({ seen }: Case): string[] | undefined {
  const { stall, libc, config, views } = seen;
  if (!stall || !libc) return undefined;
  const configured = views.filter(({ role }) => role === 'configured').map(({ exchange }) => exchange);
  const alone = [...configured, ...stall.alone];
  // Loss on the way would meet single questions, too.
  const prompt = [...alone, ...stall.tcp].every(isPrompt);
  const lookups = [libc, ...stall.lookups];
  const stalls = lookups.filter((lookup) => isStep(lookup, config.timeout * 1000));
  if (!prompt || stall.alone.length === 0 || stall.tcp.length === 0 || stalls.length < NEEDED_STALLS)
    return undefined;
  return [
    `getaddrinfo took ${lookups.map(({ ms }) => inMs(ms)).join(', ')}`,
    `${alone.length} questions, each by itself, were answered within ${inMs(Math.max(...alone.flatMap(({ attempts }) => attempts.map(({ ms }) => ms))))}, over TCP within ${inMs(Math.max(...stall.tcp.flatMap(({ attempts }) => attempts.map(({ ms }) => ms))))}`,
  ];
}

/** Whether a lookup took a whole number of timeouts, one at least, give or take what the answers themselves take. */
const isStep = ({ ms }: Lookup, timeoutMs: number): boolean =>
  ms >= timeoutMs - 50 && (ms + 50) % timeoutMs < Math.min(LEEWAY_MS, timeoutMs / 2) + 50;
