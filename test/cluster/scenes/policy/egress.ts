import { fails, warns } from '../../../lab/play/expecting.ts';
import type { Scene } from '../scene.ts';
import { allowOut } from '../story/allow-redis.ts';
import { allowDns, denyEgress } from '../story/policies.ts';
import { shop, type Shop } from '../story/shop.ts';
import { DNS_POD } from '../story/name-server.ts';
import { OTHER } from '../system.ts';
import { dig, digAt, enforced, isDropped } from '../witnesses.ts';

const never = ['service.', 'firewall.', 'tls.'];
const [out, dns, udp, realPort, local] = [
  shop('egress'),
  shop('egress-dns'),
  shop('dns-udp'),
  shop('dns-real-port'),
  shop('node-local'),
];
const LOCAL = '169.254.20.10';
/** What the node forwards of the source's packets: to these and no others. */
const leavesOnly = ({ api }: Shop, ...admitted: string[]): string[] => [
  ...admitted.map((to) => `ip saddr ${api.address} ${to} accept`),
  `ip saddr ${api.address} counter drop`,
];
const TO_DNS = `ip daddr ${DNS_POD}`;
const toRedis = ({ redis }: Shop): string => `ip daddr ${redis.address} tcp dport 6379`;
const asks = (pod: string, says: RegExp, more = '') =>
  dig(pod, `kube-dns.kube-system.svc.cluster.local ${more}`.trim(), { ends: 'either', says });

/** The source's policies keep it in. */
export const EGRESS_DENIED: readonly Scene[] = [
  {
    name: 'policy-egress-denied',
    ...out,
    objects: [...out.objects, denyEgress(out.payments), allowDns(out.payments)],
    enforced: leavesOnly(out, TO_DNS),
    witnesses: [isDropped(out.api.pod, out.virtual), enforced, asks(out.api.pod, /NOERROR/)],
    expect: fails('policy.egress-denied', { surfacedAt: 'tcp', claim: 'proven' }),
    reading: fails('policy.egress-denied', { surfacedAt: 'tcp', claim: 'modelled' }),
    never: [...never, 'dns.', 'policy.egress-dns-denied'],
    fix: { printed: true },
  },
  {
    name: 'policy-egress-dns-denied',
    ...dns,
    objects: [...dns.objects, denyEgress(dns.payments), allowOut(dns.payments, dns.cache)],
    enforced: leavesOnly(dns, toRedis(dns)),
    witnesses: [asks(dns.api.pod, /timed out/), enforced],
    expect: fails('policy.egress-dns-denied', { surfacedAt: 'dns', claim: 'proven' }),
    reading: fails('policy.egress-dns-denied', { surfacedAt: 'dns', claim: 'modelled' }),
    never: [...never, 'policy.egress-denied', 'policy.ingress-denied'],
    fix: { printed: true },
  },
  {
    name: 'policy-dns-udp-only',
    ...udp,
    objects: [
      ...udp.objects,
      denyEgress(udp.payments),
      allowOut(udp.payments, udp.cache),
      allowDns(udp.payments, ['UDP']),
    ],
    enforced: leavesOnly(udp, toRedis(udp), `${TO_DNS} udp dport 53`),
    witnesses: [asks(udp.api.pod, /NOERROR/), asks(udp.api.pod, /timed out/, '+tcp'), enforced],
    // Small answers come over UDP: nothing fails yet.
    expect: warns('policy.dns-udp-only'),
    never,
    fix: { printed: true },
  },
  {
    name: 'policy-dns-service-port',
    system: OTHER,
    ...realPort,
    objects: [
      ...realPort.objects,
      denyEgress(realPort.payments),
      allowOut(realPort.payments, realPort.cache),
      allowDns(realPort.payments),
    ],
    enforced: leavesOnly(realPort, toRedis(realPort), `${TO_DNS} th dport 53`),
    witnesses: [asks(realPort.api.pod, /timed out/), enforced],
    expect: fails('policy.dns-service-port', { surfacedAt: 'dns', claim: 'proven' }),
    reading: fails('policy.dns-service-port', { surfacedAt: 'dns', claim: 'modelled' }),
    never,
    fix: { printed: true },
  },
  {
    name: 'policy-nodelocal-dns',
    nodeLocal: LOCAL,
    ...local,
    objects: [
      ...local.objects,
      denyEgress(local.payments),
      allowOut(local.payments, local.cache),
      allowDns(local.payments),
    ],
    enforced: leavesOnly(local, toRedis(local), TO_DNS),
    witnesses: [
      digAt(local.api.pod, LOCAL, local.target, { ends: 'fails', says: /timed out/ }),
      asks(local.api.pod, /NOERROR/),
      enforced,
    ],
    expect: fails('policy.nodelocal-dns', { surfacedAt: 'dns', claim: 'proven' }),
    never: [...never, 'policy.egress-dns-denied'],
    fix: { printed: true },
  },
];
