import type { Check } from '../../../../core/check.ts';
import { parseIp } from '../../../../core/address/ip.ts';
import { forwardersOf } from '../../../../core/corefile/touching.ts';
import { splitHostPort } from '../../../../core/target/host-port.ts';
import { nameInSentence } from '../../../../core/untrusted.ts';
import { answered, outcomeOf } from '../../../../tools/dns-lookup/outcome.ts';
import { type Case, dnsService, fail } from './case.ts';
import { facts, logQuotes } from './facts.ts';
import { isOfCluster, meantName } from './names.ts';

/** What the plugins errors and forward write of a server that does not answer (https://coredns.io/plugins/errors/). */
const UNREACHABLE =
  /plugin\/errors.*(?:i\/o timeout|connection refused|no route to host|network is unreachable|no healthy upstream)/;

/** Names from outside fail at a server that answers for the cluster's own, whether or not its log could be read. */
export function outsideFails({ seen, row, ...about }: Case): boolean {
  if (!row || isOfCluster(about) || !['dns.servfail', 'dns.timeout'].includes(row.code ?? '')) return false;
  const { inside, outside } = seen.controls ?? {};
  if (!inside || !outside) return false;
  const out = outcomeOf(outside).kind;
  return answersFor(inside) && (out === 'servfail' || out === 'silent');
}

const answersFor = (exchange: Parameters<typeof outcomeOf>[0]): boolean => {
  const outcome = outcomeOf(exchange);
  return answered(outcome) && ['data', 'no-data', 'nxdomain'].includes(outcome.kind);
};

/** It does, and the log says now that the forwarders do not answer. Undefined without both. */
export function upstreamCheck(about: Case): Check | undefined {
  const { seen } = about;
  if (!outsideFails(about) || !seen.logs.some(({ recent, lines }) => recent && lines.some(saysUnreachable)))
    return undefined;
  const upstream = forwardersOf(seen.corefile?.parsed ?? { blocks: [], imports: [] }, meantName(about));
  const named = upstream.filter((one) => one === '/etc/resolv.conf' || isServer(one));
  const [namespace = 'kube-system'] = dnsService(seen).split('/');
  return fail('dns.upstream-unreachable', {
    test: `kubectl -n ${namespace} logs -l k8s-app=kube-dns --since=10m`,
    summary: `${dnsService(seen)} answers for the cluster's names and not for ${nameInSentence(about.host)}: what it forwards to does not answer`,
    evidence: [
      ...controlLines(about),
      ...(named.length > 0
        ? [`names from outside are forwarded to ${named.join(', ')}${resolvConf(named)}`]
        : []),
      ...facts(seen),
    ],
    untrusted: logQuotes(seen),
  });
}

const saysUnreachable = (line: string): boolean => UNREACHABLE.test(line);

function controlLines({ seen }: Case): string[] {
  const { inside, outside } = seen.controls ?? {};
  if (!inside || !outside) return [];
  return [
    `@${inside.server} answers for ${nameInSentence(inside.name)}`,
    `@${outside.server} gives no answer for ${outside.type} of ${outside.name === '.' ? 'the root' : nameInSentence(outside.name)}: ${outcomeOf(outside).kind === 'servfail' ? 'SERVFAIL' : 'no reply'}`,
  ];
}

const resolvConf = (named: readonly string[]): string =>
  named.includes('/etc/resolv.conf') ? ' (the servers of its node)' : '';

/** Only what is an address stands in a sentence. */
function isServer(text: string): boolean {
  try {
    return parseIp(splitHostPort(text).host) !== undefined;
  } catch {
    return false;
  }
}
