import { parseIp } from '../../../core/address/ip.ts';
import type { Case, Explanation } from './case.ts';
import { interfaceTo } from './own-host.ts';
import type { Result } from './result.ts';

/** Bridges that container and VM managers make, by the names they give them. */
const BRIDGE =
  /^(?:docker\d+|docker_gwbridge|br-[0-9a-f]{12}|virbr\d+|lxcbr\d+|lxdbr\d+|incusbr\d+|podman\d+|cni-podman\d+)$/;
/** Names that stand for this host on such a bridge. */
const MEANT =
  /(?:^|\.)(?:localhost|host\.docker\.internal|gateway\.docker\.internal|host\.containers\.internal)\.?$/i;

/**
 * A remote target whose address lies in a bridge of this host: `own`, the bridge's own address answers for it; `dead`,
 * the bridge was asked and nobody has it. Only a full DNS name is taken for remote: an address may well be a container's.
 */
export function explainOverlap(
  about: Case,
  { address }: Pick<Result, 'address'>,
  how: 'own' | 'dead',
): Explanation | undefined {
  const { host } = about.input;
  const by = interfaceTo(about, address);
  const remote = !parseIp(host) && host.replace(/\.$/, '').includes('.') && !MEANT.test(host);
  if (!by || !remote || !BRIDGE.test(by.name) || by.own !== (how === 'own')) return undefined;
  return {
    code: 'tcp.local-overlap',
    clause:
      how === 'own'
        ? `this host’s own address on ${by.name}, no packet leaves for the target`
        : `routed into ${by.name} of this host, where nobody has it`,
    evidence: [
      how === 'own'
        ? `${by.name}, a bridge of containers or VMs, has ${address} itself`
        : `the route to ${address} leaves by ${by.name}, a bridge of containers or VMs, and neighbour discovery there failed`,
      'unless the name stands for this host or a container on it, the bridge’s network overlaps with the target’s',
    ],
  };
}
