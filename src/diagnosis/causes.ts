import type { Check } from '../core/check.ts';
import type { Layer } from '../core/layer.ts';

/** Where it hurts; walked in order up to the first failure. */
export const SYMPTOM_LAYERS = ['dns', 'tcp', 'tls', 'app'] as const satisfies readonly Layer[];
export type SymptomLayer = (typeof SYMPTOM_LAYERS)[number];

/** Why; judged after a failure that they can explain. */
export const CAUSE_LAYERS = ['service', 'policy', 'firewall', 'mtu'] as const satisfies readonly Layer[];
export type CauseLayer = (typeof CAUSE_LAYERS)[number];

const PACKETS: readonly CauseLayer[] = ['service', 'policy', 'firewall'];

/** The failures whose cause may lie in another layer, and in which. What is not here is its own cause. */
const MAY_EXPLAIN: Readonly<Record<string, readonly CauseLayer[]>> = {
  'dns.nxdomain': ['service'],
  'dns.no-data': ['service'],
  'dns.cname-dangling': ['service'],
  'dns.timeout': ['policy', 'firewall'],
  'dns.tcp-blocked': ['policy', 'firewall'],
  'dns.servfail': ['policy', 'firewall'],
  'tcp.refused': PACKETS,
  'tcp.timeout': PACKETS,
  'tcp.rejected': PACKETS,
  'tcp.flaky': PACKETS,
  'tcp.slow': PACKETS,
  'tcp.reset-after-connect': PACKETS,
  'tcp.silent': ['service', 'mtu'],
  'tls.stalls': ['mtu'],
  'tls.resets': ['firewall', 'service'],
  'app.no-reply': ['mtu'],
  'app.bad-gateway': ['service'],
};

/** The layers that may hold the cause of a failure that surfaced with `code`. */
export const mayExplain = (code: string | null): readonly CauseLayer[] =>
  (code !== null && MAY_EXPLAIN[code]) || [];

/** Denials that keep a source from asking for names: they hurt before anything is dialled. */
const NAMES_DENIED: ReadonlySet<string | null> = new Set([
  'policy.egress-dns-denied',
  'policy.dns-udp-only',
  'policy.dns-service-port',
  'policy.nodelocal-dns',
]);

/** Causes of the Service layer that are felt above TCP: something accepts the connection in front of what fails. */
const FELT_ABOVE_TCP: Readonly<Record<string, readonly string[]>> = {
  'ingress.backend': ['app.bad-gateway'],
  'ingress.no-route': [],
  'mesh.mtls-mismatch': [
    'tcp.reset-after-connect',
    'tls.resets',
    'tls.client-cert-required',
    'app.no-reply',
    'app.bad-gateway',
  ],
};

/** Whether a check says that names may not be asked for. */
export const deniesNames = ({ code }: Check): boolean => NAMES_DENIED.has(code);

/** Whether a failing row of a cause layer can be the cause of the failure that surfaced. */
export function explains(cause: Check, hurts: Check): boolean {
  const above = FELT_ABOVE_TCP[cause.code ?? ''];
  if (above) return above.includes(hurts.code ?? '');
  if (!mayExplain(hurts.code).some((layer) => layer === cause.layer)) return false;
  // An account is asked about what failed: the names where these did, else the connections.
  if (cause.layer === 'firewall') return true;
  return surfacesAt(cause) === undefined || (surfacesAt(cause) === 'dns') === (hurts.layer === 'dns');
}

/** Where a cause that a model found would first be felt; undefined where that depends on what is sent. */
export function surfacesAt({ layer, code }: Check): SymptomLayer | undefined {
  if (layer === 'policy') return NAMES_DENIED.has(code) ? 'dns' : 'tcp';
  if (code !== null && code in FELT_ABOVE_TCP) return 'app';
  if (layer === 'service')
    return code === 'service.missing' || code === 'service.external-name' ? 'dns' : 'tcp';
  return layer === 'firewall' ? 'tcp' : undefined;
}
