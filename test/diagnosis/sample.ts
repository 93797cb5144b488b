import { type Check, claims, pass, skipped } from '../../src/core/check.ts';
import { defineFailures } from '../../src/core/failure.ts';
import { type Finding, finding } from '../../src/core/finding.ts';
import { live } from '../../src/core/steps.ts';
import type { Context } from '../../src/core/tool.ts';
import type { World } from '../../src/core/world/world.ts';
import type { Looked, Probe } from '../../src/diagnosis/probe.ts';

const entry = { title: 'A title', symptom: 's', toldApartBy: 't', fix: 'Mend it.' };
const { fail, warn } = claims(
  defineFailures({
    'dns.timeout': entry,
    'tcp.timeout': entry,
    'tcp.one-family': entry,
    'tls.stalls': entry,
    'tls.expired': entry,
    'policy.egress-denied': entry,
    'policy.egress-dns-denied': entry,
    'service.no-endpoints': entry,
    'mesh.mtls-mismatch': entry,
    'app.no-reply': entry,
    'mtu.black-hole': entry,
  }),
);
export { fail, pass, skipped, warn };

export const said = (summary: string) => ({ test: 'look', summary, evidence: ['seen'] });

/** A probe that answers with literal checks after `ms`, and rejects when it is called off. */
export function saying(tool: string, checks: readonly Check[], ms = 0): Probe {
  return {
    tool,
    ask: ({ signal }) =>
      new Promise<Looked<unknown>>((resolve, reject) => {
        const timer = setTimeout(() => resolve({ finding: findingOf(tool, checks) }), ms);
        signal.addEventListener('abort', () => {
          clearTimeout(timer);
          reject(signal.reason as Error);
        });
      }),
  };
}

export const findingOf = (tool: string, checks: readonly Check[]): Finding =>
  finding(
    { tool, at: '2026-11-23T14:31:07.000Z', target: 'db:5432', vantage: { kind: 'local', name: 'laptop' } },
    { checks, connectionsMade: 1 },
  );

/** A context whose world answers nothing: the probes of these tests need none. */
export function contextWith(
  signal: AbortSignal,
  progress: (doing: string) => void = () => undefined,
): Context {
  return { world: {} as World, signal, steps: live, progress };
}
