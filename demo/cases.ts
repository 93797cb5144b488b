import { certificate, type Issued } from '../test/servers/tls-certificate.ts';
import { type DnsServer, dnsServer, type Reply } from '../test/servers/dns-server.ts';
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
/** Starts the servers; `running` ends them. */
export async function startDemo(running: AsyncDisposableStack): Promise<Demo> {
  const authority = certificate({ name: 'Demo authority', ca: true });
  return {
    authority: authority.cert,
    cases: [...(await webCases(running, authority)), ...(await dnsCases(running))],
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

/**
 * The name is one that every machine resolves by its hosts file, so that what is wrong is the name server alone: it is asked beside
 * the machine's own, and cannot be more than a warning.
 */
async function dnsCases(running: AsyncDisposableStack): Promise<Case[]> {
  const address: Reply = {
    flags: { ra: true },
    answer: [{ name: 'localhost.', ttl: 60, type: 'A', class: 'IN', data: '127.0.0.1' }],
  };
  // As a validating resolver does with a zone whose signatures are broken (RFC 4035 section 5.5), with the extended
  // error "DNSSEC Bogus" (RFC 8914 section 4.7).
  const refusal: Reply = {
    rcode: 'SERVFAIL',
    edns: { udpSize: 1232, options: [{ code: 15, data: Uint8Array.of(0, 6) }] },
  };
  const bogus = running.use(await dnsServer(({ message }) => (message.flags.cd ? address : refusal)));
  const refusing = running.use(await dnsServer(() => ({ rcode: 'REFUSED' })));
  const at = (title: string, server: DnsServer, code: string): Case => ({
    title,
    tool: 'dns_lookup',
    input: { name: 'localhost', types: ['A'], servers: [server.text] },
    code,
  });
  return [
    at('A name server that finds the signatures of a zone broken', bogus, 'dns.dnssec-bogus'),
    at('A name server that does not serve us', refusing, 'dns.refused'),
  ];
}
