import type { Check } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { tally } from '../../../tools/tcp-probe/evaluate/wording.ts';
import { claimOf, counted, dialTest, type EndpointsCase, labelOf, listed } from './case.ts';
import { agentLines, apiServerAnswers, suspectedAgent } from '../control/control-lines.ts';
import { hairpin } from './hairpin.ts';
import { outcomeOf } from './outcome.ts';
import { usedFrom } from './used-from.ts';
import type { VirtualAddress } from './virtual-seen.ts';

/**
 * Every endpoint that a virtual address may send this source to accepts by itself, and the address does not: what stands between
 * them is the data plane of the source's node, or the way back to the source itself. An address that works now and then is
 * left to tcp.flaky, unless it fails as often as the source is chosen.
 */
export function behindVirtual(about: EndpointsCase, virtual: VirtualAddress): Check[] {
  const used = usedFrom(about, virtual.family);
  const [first] = used ?? [];
  if (!used || !first || virtual.failed === 0) return [];
  if (about.seen.more > 0 || used.some((one) => outcomeOf(one) !== 'accepts')) return [];
  const itself = hairpin(about, virtual, used);
  if (itself) return [itself];
  if (virtual.failed < virtual.tries.length) return [];
  const { node } = about.seen;
  const where = node === undefined ? 'the source’s node' : `node ${node}`;
  return [
    claimOf(about)('service.dataplane', {
      test: dialTest(about, first),
      summary: `${labelOf(about)}: every endpoint accepts by itself, its virtual address ${virtual.address} does not: the data plane of ${where}`,
      evidence: [
        `${used.length} of ${counted(used.length)} ${used.length === 1 ? 'accepts by itself' : 'accept by themselves'}: ${listed(used)}`,
        `${virtual.address}, which stands for them: ${tally(virtual.tries)}`,
        ...howFar(about),
        ...agentLines(about.control),
      ],
      ...fixOf(about),
    }),
  ];
}

/** Whether it is this Service alone, by another virtual address from the same source. */
function howFar({ control }: EndpointsCase): string[] {
  const other = apiServerAnswers(control);
  if (!other) return [];
  return [
    other.open
      ? `control: another virtual address, ${other.at} of the API server, accepts: it is this Service’s rules on the node`
      : `control: another virtual address, ${other.at} of the API server, does not accept either: it may be all Services`,
  ];
}

function fixOf({ control, seen }: EndpointsCase): { fix?: Fix } {
  const agent = suspectedAgent(control);
  if (!agent || seen.node === undefined) return {};
  const { namespace, name } = agent;
  return {
    fix: {
      summary: `Restart what makes Services work on ${seen.node}, after a look at its log; its controller makes it anew.`,
      command: `kubectl -n ${namespace} logs ${name} --tail=50; kubectl -n ${namespace} delete pod ${name}`,
    },
  };
}
