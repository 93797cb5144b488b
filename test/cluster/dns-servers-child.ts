import { type Act, dnsServer } from '../servers/dns-server.ts';

// Run inside the server's namespace: name servers as CoreDNS would be in several troubles. Prints "ready", then serves until it is ended.
const soa = {
  authority: [
    {
      name: 'cluster.local.',
      type: 'SOA',
      class: 'IN',
      ttl: 5,
      data: 'ns.dns.cluster.local. hostmaster.cluster.local. 1 7200 1800 86400 5',
    },
  ],
};
const absent: Act = { rcode: 'NXDOMAIN', ...soa };
const a = (name: string, data: string): Act => ({ answer: [{ name, type: 'A', class: 'IN', ttl: 5, data }] });
const address = '10.81.2.2';

// Its forwarders do not answer.
await dnsServer(
  ({ name, type }) => {
    if (name === 'kubernetes.default.svc.cluster.local.')
      return type === 'A' ? a(name, '10.96.0.1') : { ...soa };
    return name.endsWith('cluster.local.') ? absent : { rcode: 'SERVFAIL' };
  },
  { address, port: 5301 },
);
// A rule takes a name away, and another name leads elsewhere.
await dnsServer(
  ({ name, type }) => {
    if (name !== 'led.shop.svc.cluster.local.') return absent;
    return type === 'A' ? a(name, '10.81.2.3') : { ...soa };
  },
  { address, port: 5302 },
);
// It knows the Service and a name outside.
await dnsServer(
  ({ name, type }) => {
    const known: Record<string, string> = {
      'redis.shop.svc.cluster.local.': '10.96.12.34',
      'api.example.com.': '10.81.2.2',
    };
    const data = known[name];
    if (data === undefined) return absent;
    return type === 'A' ? a(name, data) : { ...soa };
  },
  { address, port: 5303 },
);
process.stdout.write('ready\n');
