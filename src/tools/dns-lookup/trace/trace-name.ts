import type { DnsMessage } from '../../../core/world/dns.ts';
import type { Look } from '../../../core/tool.ts';
import { sameName } from '../domain-name.ts';
import type { Input } from '../input.ts';
import type { Trace, TraceWalk } from '../observation.ts';
import { ROOT_HINTS } from '../root-hints.ts';
import { askedTypes } from '../types-asked.ts';
import { walkDown } from './walk.ts';
import { type Server, Walker } from './walker.ts';

const MOST_ALIASES = 8;

/** Walks from the root servers down to the authorities of `name`, and on for every alias that leads elsewhere. */
export async function traceName(
  look: Pick<Look, 'vantage' | 'signal' | 'progress'>,
  input: Input,
  name: string,
): Promise<Trace> {
  const { vantage, signal, progress } = look;
  const { ipv6 } = await vantage.hostView([], signal);
  const roots: Server[] =
    input.root_servers?.map((address) => ({ name: '.', address })) ??
    ROOT_HINTS.flatMap((root) => root.addresses.map((address) => ({ name: root.name, address }))).filter(
      ({ address }) => ipv6 || !address.includes(':'),
    );
  const walker = new Walker(vantage, signal, roots, ipv6);
  const [type = 'A', ...alsoTypes] = askedTypes(input);
  const walks: TraceWalk[] = [];
  const serverWalks: TraceWalk[] = [];
  let next: string | undefined = name;
  while (
    next !== undefined &&
    walks.length < MOST_ALIASES &&
    !walks.some((walk) => sameName(walk.name, next ?? ''))
  ) {
    progress(`tracing ${next} from the root`);
    const walked = await walkDown(walker, { name: next, type, depth: 0, alsoTypes });
    walks.push(walked.walk);
    serverWalks.push(...walked.serverWalks);
    next = walked.last?.kind === 'alias' ? aliasTarget(walked.last.message, next) : undefined;
  }
  return { walks, serverWalks };
}

/** Where the CNAME chain of an answer that holds no data leads. */
function aliasTarget({ answers }: DnsMessage, from: string): string | undefined {
  let at = from;
  for (let hops = 0; hops < MOST_ALIASES; hops++) {
    const alias = answers.find(({ type, name }) => type === 'CNAME' && sameName(name, at));
    if (!alias) return sameName(at, from) ? undefined : at;
    at = alias.data;
  }
  return undefined;
}
