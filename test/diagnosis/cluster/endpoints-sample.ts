import type { Check } from '../../../src/core/check.ts';
import { Service } from '../../../src/core/kubernetes/service.ts';
import { parseTarget } from '../../../src/core/target/target.ts';
import type { SocketTable } from '../../../src/core/world/sockets.ts';
import type { EndpointSeen } from '../../../src/diagnosis/cluster/endpoints/observation.ts';
import { withEndpoints } from '../../../src/diagnosis/cluster/endpoints/with-endpoints.ts';
import type { WalkedLeg } from '../../../src/diagnosis/walk.ts';
import type { Try } from '../../../src/tools/tcp-probe/observation.ts';
import { findingOf } from '../sample.ts';

const AT = { at: '2026-11-23T14:31:07.000Z', vantage: { kind: 'pod', name: 'shop/web-1' } } as const;
export const VIRTUAL = '10.96.0.7';
export const TARGET = 'api.shop.svc.cluster.local:80';

/** Tries by their outcomes. */
export const tries = (...outcomes: Try['outcome'][]): Try[] =>
  outcomes.map((outcome) => ({ outcome, ms: 1 }));

/** Endpoint number `n` on a node, 8080 its port. */
export const endpoint = (n: number, outcomes: Try['outcome'][], more: Partial<EndpointSeen> = {}) => ({
  address: `10.1.0.${n}`,
  port: 8080,
  pod: `api-${n}`,
  node: 'node-a',
  tries: tries(...outcomes),
  others: [],
  ...more,
});

/** A scene: what the endpoints and the virtual address answered, and what else the walk knows. */
export interface Scene {
  readonly endpoints: readonly EndpointSeen[];
  /** Outcomes of the walk's own tries; none: TCP was not walked. */
  readonly virtual?: readonly Try['outcome'][];
  readonly checks: readonly Check[];
  readonly own?: string[];
  readonly node?: string;
  readonly more?: number;
  readonly spec?: object;
  readonly control?: Try['outcome'];
  readonly sockets?: SocketTable;
}

/** The leg of such a scene. */
export function legOf({
  endpoints,
  virtual = [],
  checks,
  own = ['10.1.0.99'],
  node,
  more = 0,
  ...rest
}: Scene): WalkedLeg {
  const service = Service.parse({
    metadata: { name: 'api', namespace: 'shop' },
    spec: {
      clusterIP: VIRTUAL,
      clusterIPs: [VIRTUAL],
      selector: { app: 'api' },
      ports: [{ port: 80, targetPort: 8080 }],
      ...rest.spec,
    },
  });
  const slice = {
    metadata: { name: 'api-x', namespace: 'shop' },
    addressType: 'IPv4',
    ports: [{ port: 8080 }],
    endpoints: endpoints.map((one) => ({ addresses: [one.address], nodeName: one.node })),
  };
  const tcp = {
    ...AT,
    refused: [],
    leftOut: [],
    ports: [
      {
        port: 80,
        addresses: [
          { address: VIRTUAL, tries: tries(...virtual), heard: { outcome: 'not-connected', ms: 0 } },
        ],
        ...(rest.control && { control: { waitedMs: 1, answer: { outcome: rest.control, ms: 1 } } }),
      },
    ],
  };
  return {
    from: 'shop/web-1',
    to: TARGET,
    end: { host: 'api.shop.svc.cluster.local', port: 80 },
    checks,
    looked:
      virtual.length === 0 ? {} : { tcp: { finding: findingOf('tcp_probe', []), seen: { ...AT, ...tcp } } },
    audited: {
      service: {
        finding: findingOf('service_audit', []),
        seen: {
          ...AT,
          cluster: { source: 'live' },
          requests: 3,
          service: { object: service },
          slices: { objects: [slice], found: 1 },
        } as never,
      },
    },
    further: [],
    interrupted: false,
    endpoints: {
      seen: {
        ...AT,
        own,
        ...(node !== undefined && { node }),
        endpoints: [...endpoints],
        more,
        ...(rest.sockets && { sockets: rest.sockets }),
      },
    },
  };
}

/** The checks of a leg of such a scene. */
export function judged(scene: Scene): Check[] {
  const target = parseTarget(TARGET);
  if (target.kind !== 'endpoint') throw new TypeError('A host.');
  return [
    ...withEndpoints(scene.checks, legOf(scene), {
      target,
      source: 'shop/web-1',
      symptom: { size: false, intermittent: false, idle: false },
      all: false,
    }),
  ];
}
