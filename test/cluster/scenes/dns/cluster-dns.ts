import { fails, passes } from '../../../lab/play/expecting.ts';
import type { Scene } from '../scene.ts';
import { nameServer } from '../story/name-server.ts';
import { shop } from '../story/shop.ts';
import { NAMES } from '../system.ts';
import { digAt } from '../witnesses.ts';

const never = ['policy.', 'service.', 'firewall.', 'tls.', 'tcp.'];
const LOOP = '[FATAL] plugin/loop: Loop (127.0.0.1:55953 -> :53) detected for zone "."';
const CRASHED = { ready: false, restarts: 9 };
const [down, loop, rewritten] = [shop('dns-down'), shop('dns-loop'), shop('dns-rewrite')];

const downNames = nameServer({ pods: CRASHED });
const loopNames = nameServer({
  name: 'dns-loop',
  number: 11,
  pods: CRASHED,
  logs: ['.:53', 'CoreDNS-1.13.1', LOOP],
});
const corefile = (rule: string): string =>
  `.:53 {\n    errors\n${rule}    kubernetes cluster.local in-addr.arpa ip6.arpa\n    forward . /etc/resolv.conf\n    reload\n}\n`;
const rule = `    rewrite name redis.${rewritten.cache}.svc.cluster.local gone.${rewritten.cache}.svc.cluster.local\n`;
const rewriteNames = nameServer({ name: 'dns-rewrite', number: 12, corefile: corefile(rule) });
const withoutRule = nameServer({ name: 'dns-rewrite', number: 12, corefile: corefile('') });

/** What answers for names is in the cluster, and is what is broken. */
export const CLUSTER_DNS: readonly Scene[] = [
  {
    name: 'dns-cluster-down',
    system: NAMES,
    names: downNames,
    ...down,
    witnesses: [
      digAt(down.api.pod, downNames.address, down.target, { ends: 'fails', says: /refused|timed out/ }),
    ],
    expect: fails('dns.cluster-down', { claim: 'proven' }),
    reading: fails('dns.cluster-down', { claim: 'modelled' }),
    never: [...never, 'dns.coredns-loop'],
    fix: { apply: nameServer().objects },
    afterwards: passes(),
  },
  {
    name: 'dns-coredns-loop',
    system: NAMES,
    names: loopNames,
    ...loop,
    witnesses: [
      digAt(loop.api.pod, loopNames.address, loop.target, { ends: 'fails', says: /refused|timed out/ }),
    ],
    expect: fails('dns.coredns-loop', { claim: 'proven' }),
    never: [...never, 'dns.cluster-down'],
    fix: { apply: nameServer({ name: 'dns-loop', number: 11 }).objects },
    afterwards: passes(),
  },
  {
    name: 'dns-corefile-rewrite',
    system: NAMES,
    names: rewriteNames,
    ...rewritten,
    witnesses: [digAt(rewritten.api.pod, rewriteNames.address, rewritten.target, { says: /NXDOMAIN/ })],
    expect: fails('dns.corefile-rewrite', { claim: 'proven' }),
    never,
    fix: { apply: withoutRule.objects.filter(({ kind }) => kind === 'ConfigMap') },
    afterwards: passes(),
  },
];
