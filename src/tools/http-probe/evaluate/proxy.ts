import type { Check } from '../../../core/check.ts';
import { clientView } from '../client-view.ts';
import type { Observation } from '../observation.ts';
import { PROXY_CHECKS } from './proxy-checks.ts';
import { proxyStory, works } from './proxy-story.ts';
import { whoAnswered } from './quotes.ts';
import { outcomeLine } from './wording.ts';

/**
 * The check of the proxy's part; `instead`: of the answer, too, since there is none of the target's to judge.
 */
export interface ProxyCheck {
  readonly check: Check;
  readonly instead: boolean;
}

/** Judges what the proxy did; undefined when no proxy applies or nothing is to be said of it. */
export function judgeProxy(seen: Observation, test: string): ProxyCheck | undefined {
  const story = proxyStory(seen);
  if (story === 'none') return undefined;
  const [hop] = seen.hops;
  const main = hop && clientView(hop);
  const told = {
    said: {
      test,
      evidence: [...variableLine(seen), ...(main ? [outcomeLine(main)] : []), ...controlLines(seen)],
      untrusted: main ? whoAnswered(main) : [],
    },
    status: main?.proxyStatus ?? main?.status,
    directWorks: works(seen.control),
    variable: seen.way.broken ?? seen.way.proxy?.variable ?? 'the environment',
  };
  return { check: PROXY_CHECKS[story](told), instead: story !== 'only-way' && story !== 'broken-variable' };
}

const variableLine = ({ way }: Observation): string[] =>
  way.proxy
    ? [`${way.proxy.variable} sets ${way.proxy.url}${way.exempt ? ', NO_PROXY exempts the host' : ''}`]
    : [];

function controlLines({ control, way }: Observation): string[] {
  if (!control) return [];
  const by = way.used ? 'directly' : 'through the proxy';
  if (control.exchanges.length === 0) return [`${by}: the name does not resolve here`];
  return control.exchanges.map((exchange) => `${by} ${outcomeLine(exchange)}`);
}
