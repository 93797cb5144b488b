import { tally } from '../../../tools/tcp-probe/evaluate/wording.ts';
import type { Check } from '../../../core/check.ts';
import { claimOf, counted, dialTest, type EndpointsCase, isSelf, labelOf } from './case.ts';
import { apiServerAnswers } from '../control/control-lines.ts';
import type { EndpointSeen } from './observation.ts';
import type { VirtualAddress } from './virtual-seen.ts';

/** Below this a share of failed tries is not what sending one connection in m to oneself would give. */
const UNLIKELY = 0.01;

/**
 * A connection to the virtual address that the node sends back to the source itself is lost, though every endpoint answers by
 * itself (https://kubernetes.io/docs/tasks/debug/debug-application/debug-service/#a-pod-fails-to-reach-itself-via-the-service-ip).
 * Such a packet is lost in silence. Undefined where the failures do not fit that.
 */
export function hairpin(
  about: EndpointsCase,
  virtual: VirtualAddress,
  used: readonly EndpointSeen[],
): Check | undefined {
  const self = used.find((one) => isSelf(about, one));
  if (!self || !virtual.silent || about.policyDenies || !fits(about, virtual, used.length)) return undefined;
  const other = apiServerAnswers(about.control);
  const alone = used.length === 1;
  const where = alone ? 'its only endpoint is the source itself' : 'one endpoint is the source itself';
  return claimOf(about)('service.hairpin', {
    test: dialTest(about, self),
    summary: `${labelOf(about)} cannot be reached by a pod that it sends back to itself: ${where}`,
    evidence: [
      `${virtual.address}: ${tally(virtual.tries)}`,
      alone
        ? 'dialled by its own address it accepts'
        : `dialled by themselves all ${counted(used.length)} accept, the source among them`,
      ...(alone
        ? []
        : [`one connection in ${used.length} is sent back to the source: that many fail, within chance`]),
      ...(other
        ? [
            `control: ${other.at} of the API server ${other.open ? 'accepts' : 'does not accept either: the data plane of the node may be at fault instead'}`,
          ]
        : []),
    ],
    fix: {
      summary:
        'Switch on hairpin mode where the pod is plugged in: "hairpinMode": true of the bridge plugin in /etc/cni/net.d, or the network plugin’s own setting for it.',
      command: `cat /sys/class/net/*/brport/hairpin_mode${about.seen.node === undefined ? '' : `  # on ${about.seen.node}; 0 is off`}`,
    },
  });
}

/** Whether k failures of n tries are what sending each to one of m endpoints, of which one fails, would give. */
function fits({ fronted }: EndpointsCase, { tries, failed }: VirtualAddress, m: number): boolean {
  // With affinity all tries go to one endpoint: they count as one.
  const sticky = fronted.service.spec.sessionAffinity === 'ClientIP';
  if (sticky) return failed === tries.length;
  return failed > 0 && binomialTails(tries.length, failed, 1 / m).every((chance) => chance >= UNLIKELY);
}

/** The chances of at most and of at least k hits in n, each with chance p. */
export function binomialTails(n: number, k: number, p: number): [number, number] {
  let [most, least] = [0, 0];
  let ways = 1;
  for (let hits = 0; hits <= n; hits++) {
    const chance = ways * p ** hits * (1 - p) ** (n - hits);
    if (hits <= k) most += chance;
    if (hits >= k) least += chance;
    ways = (ways * (n - hits)) / (hits + 1);
  }
  return [most, least];
}
