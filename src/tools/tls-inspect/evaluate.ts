import type { Judgement } from '../../core/finding.ts';
import type { Stamp } from '../../core/tool.ts';
import { allConnections } from './connections.ts';
import { alpn } from './evaluate/alpn.ts';
import { certificate } from './evaluate/certificate.ts';
import { clientCert } from './evaluate/client-cert.ts';
import { handshake } from './evaluate/handshake.ts';
import { inventory } from './evaluate/inventory.ts';
import { largeHello } from './evaluate/large-hello.ts';
import { notes } from './evaluate/notes.ts';
import { opportunistic } from './evaluate/opportunistic.ts';
import { plainClient } from './evaluate/plain-client.ts';
import { withReplicas } from './evaluate/replicas.ts';
import { nameOf, type Scene } from './evaluate/scene.ts';
import type { Input } from './input.ts';
import type { Observation } from './observation.ts';

/** Judges what was seen of a host's TLS: the handshake first, then its certificate, then what other clients or addresses meet. */
export function evaluate(seen: Observation & Stamp, input: Input): Judgement {
  const scene: Scene = { seen, input, view: seen.main, name: nameOf(input) };
  const connectionsMade = allConnections(seen);
  if (input.client_speaks === 'plain') return { checks: plainClient(scene), connectionsMade };
  const judges =
    seen.main.tap.outcome === 'handshake'
      ? [handshake, clientCert, certificate, alpn]
      : [handshake, clientCert, certificate];
  const main = [...judges, largeHello].flatMap((judge) => judge(scene));
  const checks = [...withReplicas(scene, main), ...inventory(scene)];
  return {
    checks: input.client_speaks === 'either' ? opportunistic(checks) : checks,
    notes: notes(scene),
    connectionsMade,
  };
}
