import type { Check } from '../../../core/check.ts';
import type { HttpExchange } from '../../../core/world/http.ts';
import { clientView } from '../client-view.ts';
import type { Hop, Observation } from '../observation.ts';
import { judge } from './judge.ts';
import type { Scene } from './scene.ts';
import { outcomeLine } from './wording.ts';

/** Whether an exchange shows that the target serves: an answer that is no failure. */
export const serves = (exchange: HttpExchange): boolean =>
  exchange.outcome === 'response' &&
  judge(exchange, { test: '', pathRemains: false, chain: [] }).status !== 'fail';

/**
 * The check of the last URL, by what a client would act upon, and one for each other address that fails in
 * another way. A failure is a warning where another address, or the same one asked again, serves.
 */
export function judgeAddresses(
  hop: Hop,
  seen: Pick<Observation, 'again' | 'overTls'>,
  scene: Omit<Scene, 'pathRemains' | 'overTls'>,
): Check[] {
  const main = clientView(hop);
  if (!main) return [];
  const { again, overTls } = seen;
  const rest = hop.exchanges.filter((exchange) => exchange !== main);
  const others = rest.filter(({ outcome }) => outcome !== 'connect-failed');
  const pathRemains = [...others, ...again].some(serves);
  const first = judge(main, { ...scene, pathRemains, ...(overTls && { overTls }) });
  const tries =
    again.length === 0 ? [] : [`asked ${again.length + 1} times: ${[main, ...again].map(result).join(', ')}`];
  const lines = [...tries, ...rest.map(outcomeLine)];
  const checks = [{ ...first, evidence: [...first.evidence, ...lines].slice(0, 8) }];
  for (const other of others) {
    // What was asked again over TLS is the main address; another that ended in the same way has the same cause.
    const alike = overTls !== undefined && other.outcome === main.outcome;
    const check = judge(other, { ...scene, pathRemains: serves(main), ...(alike && { overTls }) });
    const known = checks.some(({ code, status }) => code === check.code && status === check.status);
    if (!known && (check.status === 'fail' || check.status === 'warn'))
      checks.push({ ...check, summary: `at ${other.address}: ${check.summary}` });
  }
  return checks;
}

/** One try in a word. */
const result = ({ outcome, status }: HttpExchange): string =>
  outcome === 'response' ? `${status ?? ''}` : outcome;
