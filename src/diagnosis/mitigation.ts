const BY_CODE: Readonly<Record<string, string>> = {
  'dns.timeout':
    'Until it is fixed: point the client at a name server that answers, or at the address itself.',
  'dns.server-dead':
    'Until it is fixed: move the dead server to the end of resolv.conf, or set "options timeout:1 attempts:2".',
  'dns.servfail': 'Until it is fixed: use another resolver, or the address itself.',
  'dns.dnssec-bogus': 'Until it is fixed: a negative trust anchor for this zone at the resolver (RFC 7646).',
  'dns.corefile-rewrite': 'Until it is fixed: let the client use the address itself.',
  'dns.v6-unroutable':
    'Until it is fixed: let the client prefer IPv4 (curl -4; gai.conf "precedence ::ffff:0:0/96 100").',
  'service.dataplane':
    'Until it is fixed: let the client use a pod’s own address, or move the client to another node.',
  'service.partial':
    'Until it is fixed: take the endpoints that fail out of the Service (delete those pods, or change a label that its selector asks for), and let clients retry.',
  'service.hairpin': 'Until it is fixed: let the pod reach itself by localhost.',
  'tcp.one-family': 'Until it is fixed: let the client use the family that works.',
  'tcp.one-backend': 'Until it is fixed: take that address out of DNS or of the balancer.',
  'tcp.flaky': 'Until it is fixed: retry with backoff.',
  'tcp.idle-timeout': 'Until it is fixed: TCP keepalive below the idle timeout.',
  'tls.incomplete-chain':
    'Until it is fixed: give the client the missing intermediate as an extra CA certificate.',
  'tls.untrusted-ca':
    'Until it is fixed: give the client that CA certificate. Do not switch verification off.',
  'mtu.black-hole':
    'Until it is fixed: let this host use a smaller MTU on its route to the target; every path carries 1280.',
  'app.proxy-env': 'Until it is fixed: set NO_PROXY for this host in the client’s environment.',
  'app.stale-pool': 'Until it is fixed: restart the client, so that it connects anew.',
};

/** What relieves users before the fix is in, where that differs from the fix. */
export const mitigation = (code: string | null): string | undefined =>
  code === null ? undefined : BY_CODE[code];
