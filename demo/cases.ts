import { certificate, type Issued } from '../test/servers/tls-certificate.ts';
import { type DnsServer, dnsServer } from '../test/servers/dns-server.ts';
import { zone } from '../test/servers/dns-zone.ts';
import { closedPort, httpsServer, plainServer } from './web-servers.ts';

/** One thing that is wrong, or right, and the question that finds it. */
export interface Case {
  readonly title: string;
  readonly tool: string;
  readonly input: Readonly<Record<string, unknown>>;
  /** The code that must be found; null: nothing fails. */
  readonly code: string | null;
}

/** The servers of the demonstration: all real, all on 127.0.0.1. */
export interface Demo {
  readonly cases: readonly Case[];
  /** The certificate of the authority that signed the servers' certificates (PEM). */
  readonly authority: string;
}

const NAMES = ['localhost', '127.0.0.1'];
const ZONE = `
  demo.test.      60 SOA   ns.demo.test. admin.demo.test. 1 60 60 60 60
  api.demo.test.  60 A     127.0.0.1
  old.demo.test.  60 CNAME gone.demo.test.
`;

/** Starts the servers; `running` ends them. */
export async function startDemo(running: AsyncDisposableStack): Promise<Demo> {
  const authority = certificate({ name: 'Demo authority', ca: true });
  const dns = running.use(await dnsServer(zone(ZONE)));
  return {
    authority: authority.cert,
    cases: [...(await webCases(running, authority)), ...dnsCases(dns)],
  };
}

async function webCases(running: AsyncDisposableStack, issuer: Issued): Promise<Case[]> {
  const good = certificate({ name: 'localhost', san: NAMES, issuer });
  const old = certificate({ name: 'localhost', san: NAMES, issuer, from: -400, to: -35 });
  const wanted = { requestCert: true, rejectUnauthorized: true, ca: issuer.cert };
  const healthy = running.use(await httpsServer(good));
  const expired = running.use(await httpsServer(old));
  const mutual = running.use(await httpsServer({ ...good, ...wanted }));
  const plain = running.use(await plainServer());
  const at = (title: string, port: number, code: string | null): Case => ({
    title,
    tool: 'diagnose',
    input: { target: `https://127.0.0.1:${port}` },
    code,
  });
  return [
    at('A healthy HTTPS server', healthy.port, null),
    at('A certificate that ran out', expired.port, 'tls.expired'),
    at('A server that wants a client certificate', mutual.port, 'tls.client-cert-required'),
    at('Plain HTTP on the port where TLS is expected', plain.port, 'tls.plaintext-port'),
    at('A port on which nothing listens', await closedPort(), 'tcp.refused'),
  ];
}

function dnsCases(dns: DnsServer): Case[] {
  const ask = (name: string) => ({ name, types: ['A'], servers: [dns.text] });
  return [
    {
      title: 'An alias to a name that is gone',
      tool: 'dns_lookup',
      input: ask('old.demo.test.'),
      code: 'dns.cname-dangling',
    },
  ];
}
