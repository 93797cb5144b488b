import { type Check, claims, pass, unknown } from '../../../core/check.ts';
import { type Code, failures } from '../failures.ts';
import type { Case } from './case.ts';
import { podServers, type Servers, serversOf } from './dns-servers.ts';
import type { Named } from './ends.ts';
import { doubtText } from './explain/reason-text.ts';
import { settle } from './unseen-fix.ts';
import { unseenDns } from './unseen-dns.ts';
import { sideLines } from './explain/side-lines.ts';
import { nearMisses } from './explain/near-miss.ts';
import type { Pair } from './pairs.ts';
import { dnsRemedy } from './remedy/dns-remedy.ts';

const { fail, warn } = claims(failures);

/** Whether the source may ask the cluster's DNS, on UDP and TCP, at its real port (netpol facts 24). */
export function dnsChecks(about: Case, source: Named, needed: boolean): Check[] {
  const { party } = source;
  if (party.kind !== 'pod' || party.hostNetwork) return [];
  const policy = source.pod?.spec.dnsPolicy ?? 'ClusterFirst';
  if (policy === 'Default' && about.input.nameserver === undefined) return [];
  const servers = serversOf(about, source);
  const unseen = needed && policy === 'ClusterFirst' && about.input.nameserver === undefined;
  if (!servers || servers.pairs.UDP.length === 0) return unseen ? unseenDns(about, source) : [];
  const udp = verdictOf(servers.pairs.UDP);
  const tcp = verdictOf(servers.pairs.TCP);
  const [first] = servers.pairs.UDP;
  if (!first) return [];
  const port = first.judged.flow.port;
  const test = `egress from ${source.name} to ${servers.name} on ${port}, UDP and TCP`;
  if (udp === 'allowed' && tcp === 'allowed') {
    return [
      pass('policy', { test, summary: `${source.name} may ask ${servers.name} on ${port}, UDP and TCP` }),
    ];
  }
  const open = udp === 'unknown' ? first : tcp === 'unknown' ? servers.pairs.TCP[0] : undefined;
  if (open && udp !== 'denied') {
    const [doubt] = open.judged.doubts;
    return [
      unknown('policy', {
        test,
        summary: `whether ${source.name} may ask ${servers.name} on ${port}: not decided${doubt ? `; ${doubtText(doubt)}` : ''}`,
        fix: settle(about, open.judged.doubts),
      }),
    ];
  }
  const side = udp === 'denied' && first.judged.egress.verdict !== 'denied' ? 'ingress' : 'egress';
  const judged = udp === 'denied' ? first : servers.pairs.TCP[0];
  const said = {
    test,
    evidence: judged ? sideLines(judged.judged[side]) : [],
    fix:
      dnsRemedy(about, source, [...servers.pairs.UDP, ...servers.pairs.TCP]) ??
      failures['policy.egress-dns-denied'].fix,
  };
  if (udp === 'allowed') {
    return [
      warn('policy.dns-udp-only', {
        ...said,
        summary: `${source.name} may ask ${servers.name} by UDP and not by TCP: names with large answers time out`,
      }),
    ];
  }
  const claim = needed ? fail : warn;
  return [
    claim(codeOf(about, servers, first), {
      ...said,
      summary: `${source.name} may not ask ${servers.name} on ${port}/UDP: names time out`,
    }),
  ];
}

function codeOf(about: Case, servers: Servers, first: Pair): Code {
  const { egress, flow } = first.judged;
  if (egress.verdict !== 'denied') return 'policy.ingress-denied';
  if (egress.by !== 'network-policy') return 'policy.other-api';
  if (servers.linkLocal) {
    const pods = podServers(about, first.source);
    return pods && verdictOf(pods.pairs.UDP) === 'allowed'
      ? 'policy.nodelocal-dns'
      : 'policy.egress-dns-denied';
  }
  const { servicePort } = servers;
  const atServicePort = nearMisses(egress, flow).some(
    ({ peerWhy, portWhy, port }) =>
      peerWhy === undefined &&
      portWhy === 'port' &&
      port?.kind === 'range' &&
      port.from <= servicePort &&
      servicePort <= port.to,
  );
  return atServicePort && servicePort !== flow.port ? 'policy.dns-service-port' : 'policy.egress-dns-denied';
}

/** One answer for all servers: the client asks any of them. */
function verdictOf(pairs: readonly Pair[]): 'allowed' | 'denied' | 'unknown' {
  const verdicts = new Set(pairs.map(({ judged }) => judged.verdict));
  if (verdicts.size !== 1) return verdicts.has('allowed') && !verdicts.has('unknown') ? 'allowed' : 'unknown';
  return verdicts.has('allowed') ? 'allowed' : verdicts.has('denied') ? 'denied' : 'unknown';
}
