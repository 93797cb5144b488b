import { type Check, unknown } from '../../../core/check.ts';
import type { Fix } from '../../../core/fix.ts';
import { atItsSource } from '../../../core/kubernetes/managed-by.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { shellWord } from '../../../core/shell-word.ts';
import type { Backend } from './backends.ts';
import { type Case, endpointsTest, isHeadless, kubectl } from './case.ts';
import { claim } from './claim.ts';
import { counted, listed } from './wording.ts';

type Field = 'internalTrafficPolicy' | 'externalTrafficPolicy';

/**
 * With internalTrafficPolicy Local a node sends to its own endpoints only, and drops or refuses where it has none
 * (https://kubernetes.io/docs/reference/networking/virtual-ips/#traffic-policies). Endpoints whose node is not known decide
 * nothing.
 */
export function internalPolicy(about: Case, ready: readonly Backend[]): Check[] {
  const { service, seen, label } = about;
  if (service.spec.internalTrafficPolicy !== 'Local' || isHeadless(service)) return [];
  const covered = nodesOf(ready);
  if (!covered) return [];
  const { source, nodes } = seen;
  if (source?.failure)
    return [
      unknown('service', {
        test: endpointsTest(about),
        summary: `${label} sends to endpoints of the caller’s node only, and that node is not known: ${source.failure.message}`,
        fix: readFix(source.failure),
      }),
    ];
  const callers =
    source && source.nodes.length > 0 ? source.nodes : nodes?.failure ? [] : (nodes?.objects ?? []);
  const without = callers.filter((node) => !covered.has(node));
  if (without.length === 0) return [];
  const certain = source !== undefined && source.nodes.length > 0 && without.length === callers.length;
  const who = source && source.nodes.length > 0 ? 'the source’s' : 'the';
  const which =
    callers.length === 1
      ? `${who} node has none`
      : `${without.length} of ${who} ${counted(callers.length, 'node')} ${without.length === 1 ? 'has' : 'have'} none`;
  return [
    claim[certain ? 'fail' : 'warn']('service.local-policy', {
      test: endpointsTest(about),
      summary: `${label} sends to endpoints of the caller’s node only, and ${which}`,
      evidence: [
        `internalTrafficPolicy Local; nodes with a ready endpoint: ${listed([...covered])}`,
        `without: ${listed(without)}`,
      ],
      fix: cluster(about, 'internalTrafficPolicy'),
    }),
  ];
}

/** A NodePort answers on every node only with policy Cluster; a load balancer’s health check takes the others out. */
export function externalPolicy(about: Case, ready: readonly Backend[]): Check[] {
  const { service, seen, label } = about;
  if (service.spec.externalTrafficPolicy !== 'Local' || service.spec.type !== 'NodePort') return [];
  const covered = nodesOf(ready);
  const without = (seen.nodes?.objects ?? []).filter((node) => !covered?.has(node));
  if (!covered || without.length === 0) return [];
  return [
    claim.warn('service.local-policy', {
      test: endpointsTest(about),
      summary: `The nodePort of ${label} answers on nodes with an endpoint only: ${without.length} of ${counted(seen.nodes?.found ?? 0, 'node')} ${without.length === 1 ? 'has' : 'have'} none`,
      evidence: [
        `externalTrafficPolicy Local; nodes with a ready endpoint: ${listed([...covered])}`,
        `without: ${listed(without)}`,
      ],
      fix: cluster(about, 'externalTrafficPolicy'),
    }),
  ];
}

/** The nodes of the endpoints; undefined where one has none that is known. */
function nodesOf(ready: readonly Backend[]): Set<string> | undefined {
  const nodes = ready.flatMap(({ node }) => node ?? []);
  return nodes.length === ready.length && nodes.length > 0 ? new Set(nodes) : undefined;
}

function cluster({ service, input, label }: Case, field: Field): Fix {
  const { namespace, name } = service.metadata;
  const command = (value: string): string =>
    `${kubectl(input, namespace)} patch service ${name} --type=merge -p ${shellWord(JSON.stringify({ spec: { [field]: value } }))}`;
  return {
    summary: `Set ${field} of ${label} to Cluster, or run a pod on every node that clients use.${atItsSource(service.metadata)}`,
    command: command('Cluster'),
    undo: command('Local'),
    verified: 'unverified',
  };
}
