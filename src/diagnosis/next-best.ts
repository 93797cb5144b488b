import { formatHostPort } from '../core/target/host-port.ts';
import type { NextBest } from '../core/report.ts';
import { parseIp } from '../core/address/ip.ts';
import { serviceName } from '../core/target/service-name.ts';
import { shellWord } from '../core/shell-word.ts';
import type { LegEnd } from './walk.ts';

type Ask = (target: LegEnd) => NextBest;

const shown = ({ host, port }: LegEnd): string => formatHostPort(host, port);
const tls = (target: LegEnd, flags: string): string =>
  `openssl s_client -connect ${shellWord(shown(target))}${parseIp(target.host) ? '' : ` -servername ${target.host}`} ${flags} </dev/null`;

const otherSource: Ask = (target) => ({
  command: `layerwalk tcp-probe ${target.host} --ports ${target.port}`,
  outcomes: [
    'run on another host of the same network: it connects → the cause is at this source (its firewall, policy, route)',
    'it fails in the same way → the cause is at the target or near it',
  ],
});

const onTheTarget: Ask = (target) => ({
  command: `ss -ltn 'sport = :${target.port}'`,
  outcomes: [
    'run on the target: no row → nothing listens; start the service or correct the port',
    'a row on 127.0.0.1 or [::1] only → it listens on loopback only',
    'a row on the address that was dialled → something on the way answers with a reset',
  ],
});

const atAuthority: Ask = (target) => ({
  command: `layerwalk dns-lookup ${target.host} --trace`,
  outcomes: [
    'an authoritative server gives the same answer → correct the name or the zone',
    'the authorities have the record → the resolver is wrong or holds an old answer',
    'a delegated server is silent or not authoritative → the delegation is the cause',
  ],
});

const resolverAnswers: Ask = (target) => ({
  command: `layerwalk dns-lookup ${target.host} --servers ANOTHER_RESOLVER`,
  outcomes: [
    'another resolver answers → the resolver of this machine is the cause',
    'none answers → the zone or the way out is the cause',
  ],
});

const smallHello: Ask = (target) => ({
  command: tls(target, '-tls1_2 -curves X25519'),
  outcomes: [
    'it completes → only large hellos are lost',
    'it hangs too → the server or the path swallows all data',
  ],
});

const pastProxy: Ask = (target) => ({
  command: `curl -sv --noproxy '*' -o /dev/null ${shellWord(target.url ?? `http://${shown(target)}/`)}`,
  outcomes: [
    'the server answers → the proxy is the cause',
    'the same, or nothing → the server, or the way to it without the proxy',
  ],
});

const atServer: Ask = (target) => ({
  command: `curl -sv -o /dev/null ${shellWord(localUrl(target))}`,
  outcomes: [
    'run on the server: it answers there → what stands between is the cause',
    'the same there → the application is the cause: read its log',
  ],
});

/** The same request as the server itself would send it. */
function localUrl({ url, port }: LegEnd): string {
  const local = new URL(url ?? `http://localhost:${port}/`);
  local.hostname = '127.0.0.1';
  return local.href;
}

const otherWay: Ask = (target) => ({
  command: `layerwalk path-mtu ${target.host} --port ${target.port}`,
  outcomes: [
    'run on another host of the same network: it passes → the cause is at this host (its interface, tunnel, route)',
    'the same number there → the cause is on the way both have in common, or at the target',
  ],
});

/** kube-proxy's rules carry the Service's name; with IPVS and other planes there is the virtual address alone. */
const onTheNode: Ask = ({ host }) => {
  const service = serviceName(host);
  const mark = service ? `${service.namespace}/${service.name}` : host;
  return {
    command: `sudo iptables-save | grep -F ${shellWord(mark)}`,
    outcomes: [
      'run on the source’s node: no line → what programs Services there (kube-proxy, or the plugin) has not written this one; restart it and read its log',
      'lines that name pods of yesterday → it has stopped keeping up: restart it',
      'lines that name today’s endpoints → something behind them drops: conntrack (dmesg: table full), a firewall of the node',
    ],
  };
};

const BY_CODE: Readonly<Record<string, Ask>> = {
  'dns.nxdomain': atAuthority,
  'dns.no-data': atAuthority,
  'dns.servfail': atAuthority,
  'dns.dnssec-bogus': atAuthority,
  'dns.lame-delegation': atAuthority,
  'dns.cname-dangling': atAuthority,
  'dns.timeout': resolverAnswers,
  'dns.refused': resolverAnswers,
  'service.dataplane': onTheNode,
  'tcp.refused': onTheTarget,
  'tcp.timeout': otherSource,
  'tcp.rejected': otherSource,
  'tcp.flaky': otherSource,
  'tls.large-hello': smallHello,
  'mtu.black-hole': otherWay,
  'app.bad-gateway': atServer,
  'app.no-reply': atServer,
  'app.proxy-env': pastProxy,
};

/** The one command that best splits the causes that remain of a failure, when there is one. `here`: the target is this very machine. */
export function nextBest(code: string | null, target: LegEnd, here: boolean): NextBest | undefined {
  // The listen table of this machine was read already.
  if (code === null || (code === 'tcp.refused' && here)) return undefined;
  return BY_CODE[code]?.(target);
}
