import { fails, passes, warns } from '../../../lab/play/expecting.ts';
import type { Scene } from '../scene.ts';
import { redisServer, shop } from '../story/shop.ts';
import { addresses } from '../story/net.ts';
import { enforced, isDropped, isRefused, opens } from '../witnesses.ts';

const never = ['policy.', 'firewall.', 'tls.', 'dns.'];
const denied = addresses().pod(2);
const second = addresses().pod(1);
const [apart, plane, part, self] = [
  shop('pods-differ', { api: { addresses: [addresses().pod(1), denied], nodes: ['node-a', 'node-b'] } }),
  shop('dataplane'),
  shop('partial', { redis: { addresses: [addresses().pod(1), second] } }),
  shop('hairpin'),
];

/** One of the source's pods is kept out, as by a firewall that nobody reads here. */
export const PODS_DIFFER: Scene = {
  name: 'pods-of-the-source-differ',
  ...apart,
  enforced: [`ip saddr ${denied} ip daddr ${apart.redis.address} counter drop`],
  witnesses: [
    opens(apart.api.pod, apart.virtual),
    isDropped(apart.api.pod.replace('-bx2kq', '-cx2kq'), apart.virtual),
    enforced,
  ],
  expect: warns('tcp.pods-differ'),
  never: ['policy.', 'service.', 'dns.'],
  fix: {},
};

/** The Service is as it should be, and what stands behind it is not. */
export const ENDPOINTS: readonly Scene[] = [
  {
    name: 'service-dataplane',
    ...plane,
    faults: [['nft', `insert rule inet node refuse ip daddr ${plane.virtual} counter drop`]],
    witnesses: [isDropped(plane.api.pod, plane.virtual), opens(plane.api.pod, plane.redis.address)],
    expect: fails('service.dataplane', { surfacedAt: 'tcp', claim: 'proven' }),
    never,
    fix: { node: [] },
  },
  {
    name: 'service-partial',
    ...part,
    hosts: part.hosts.map((host) => (host.address === second ? { ...host, servers: [] } : host)),
    witnesses: [opens(part.api.pod, part.redis.address), isRefused(part.api.pod, second)],
    // The virtual address works, now and then.
    expect: warns('service.partial'),
    never,
    fix: { start: [{ pod: `${part.cache}/redis-1`, server: redisServer() }] },
    afterwards: passes(),
  },
  {
    name: 'service-hairpin',
    ...self,
    hosts: self.hosts.map((host) =>
      host.pod === self.redis.pod
        ? { ...host, container: { name: 'main', programs: ['bash', 'cat'] } }
        : host,
    ),
    ask: ['diagnose', self.target, '--from', self.redis.pod],
    faults: [['nft', 'flush chain inet node hairpin']],
    witnesses: [
      isDropped(self.redis.pod, self.virtual),
      opens(self.redis.pod, self.redis.address),
      opens(self.api.pod, self.virtual),
    ],
    expect: fails('service.hairpin', { surfacedAt: 'tcp', claim: 'proven' }),
    never,
    fix: { node: [] },
  },
];
