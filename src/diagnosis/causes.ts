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
