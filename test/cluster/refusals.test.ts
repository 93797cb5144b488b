import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Report } from '../../src/core/report.ts';
import { needs } from '../needs.ts';
import { askWalk } from './ask-walk.ts';
import { layerwalkRoles } from './layerwalk-role.ts';
import { clusterNeeds } from './programs.ts';
import { systemObjects, USUAL } from './scenes/system.ts';
import { STORIES } from './stories.ts';
import { lacking, type Refused, type Right, rightsOf, roleOf } from './rights.ts';
import { type Cluster, startCluster } from './start-cluster.ts';
import { namespace } from './shop.ts';

const START_MS = 120_000;
/** What can deny by itself. */
const DECIDING = [
  ['networkpolicies', 'networking.k8s.io'],
  ['adminnetworkpolicies', 'policy.networking.k8s.io'],
  ['baselineadminnetworkpolicies', 'policy.networking.k8s.io'],
  ['clusternetworkpolicies', 'policy.networking.k8s.io'],
  ['ciliumnetworkpolicies', 'cilium.io'],
  ['ciliumclusterwidenetworkpolicies', 'cilium.io'],
  ['networkpolicies', 'crd.projectcalico.org'],
  ['globalnetworkpolicies', 'crd.projectcalico.org'],
] as const;

describe('who may not read one thing', needs(clusterNeeds()), () => {
  let cluster: Cluster;
  let rights: Right[];
  const truth = new Map<string, Report>();

  beforeAll(async () => {
    cluster = await startCluster();
    const spaces = STORIES.flatMap(({ objects }) => [
      ...new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? [])),
    ]);
    await cluster.create([
      ...systemObjects(USUAL),
      ...spaces.map((name) => namespace(name)),
      ...STORIES.flatMap(({ objects }) => objects),
    ]);
    rights = rightsOf(await layerwalkRoles('without exec'));
    const { kubeconfig } = await cluster.kubeconfigFor([roleOf('all', rights)]);
    for (const { name, target, source } of STORIES)
      truth.set(name, await askWalk(target, source, { kubeconfig }));
  }, START_MS);
  afterAll(() => cluster?.stop());

  test('with everything permitted each story has its own verdict', () => {
    expect([...truth.values()].map(({ verdict }) => [verdict.status, verdict.code])).toEqual([
      ['unknown', null],
      ['fail', 'policy.label-drift'],
      ['fail', 'policy.egress-dns-denied'],
      ['fail', 'service.no-endpoints'],
    ]);
  });

  test('is given the same verdict, or none and the rule that is missing', { timeout: START_MS }, async () => {
    const refusals: Refused[] = rights.flatMap(({ group, resource, verbs }) => [
      { group, resource },
      ...(verbs.length > 1 ? verbs.map((verb) => ({ group, resource, verb })) : []),
    ]);
    const wrong: string[] = [];
    let decided = 0;
    for (const [i, refused] of refusals.entries()) {
      const reader = await cluster.kubeconfigFor([roleOf(`lacking-${i}`, lacking(rights, refused))]);
      const walks = STORIES.map(async ({ name, target, source }) => {
        const report = await askWalk(target, source, { kubeconfig: reader.kubeconfig });
        wrong.push(...problems(name, refused, truth.get(name)!, report));
        if (report.verdict.status === 'fail') decided += 1;
      });
      await Promise.all(walks);
    }
    expect(wrong).toEqual([]);
    // It is no test if hardly any refusal matters, or all do.
    expect(decided).toBeGreaterThan(refusals.length);
    expect(decided).toBeLessThan(refusals.length * 3);
  });

  test.for(DECIDING)(
    'without list of %s nothing is said to be allowed, and the rule is named',
    async ([resource, group]) => {
      const reader = await cluster.kubeconfigFor([
        roleOf(`blind-${resource}-${group}`, lacking(rights, { group, resource, verb: 'list' })),
      ]);
      const { target, source } = STORIES[0]!;
      const report = await askWalk(target, source, { kubeconfig: reader.kubeconfig });
      const policy = rowsOf(report).filter(({ layer }) => layer === 'policy');
      expect(policy.map(({ status }) => status)).toContain('unknown');
      const unknown = policy.find(({ status }) => status === 'unknown');
      expect(unknown?.fix?.verify).toContain(`kubectl auth can-i list ${resource}.${group}`);
    },
  );

  test.for([
    ['the source’s', 'payments-denied', 'cache-denied'],
    ['the destination’s', 'cache-denied', 'payments-denied'],
  ] as const)('who may read %s namespace alone is told of the other', async ([, own, other]) => {
    const scoped = rights.filter(({ group }) => group !== 'policy.networking.k8s.io');
    const everywhere = ['namespaces', 'nodes', 'globalnetworkpolicies', 'ciliumclusterwidenetworkpolicies'];
    const { rules } = roleOf('scoped', scoped) as { rules?: unknown };
    const reader = await cluster.kubeconfigFor([
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'Role',
        metadata: { name: `only-${own}`, namespace: own },
        rules,
      },
      roleOf(
        `beside-${own}`,
        rights.filter(
          ({ group, resource }) => group === 'policy.networking.k8s.io' || everywhere.includes(resource),
        ),
      ),
    ]);
    const { target, source } = STORIES[1]!;
    const { verdict, fixes } = await askWalk(target, source, { kubeconfig: reader.kubeconfig });
    expect(verdict).toMatchObject({ status: 'unknown', code: null });
    expect(fixes.map(({ verify = '' }) => verify).join('\n')).toMatch(
      new RegExp(`kubectl auth can-i (?:get|list) \\S+ -n ${other}`),
    );
  });
});

function problems(name: string, { group, resource, verb }: Refused, full: Report, report: Report): string[] {
  const { status, code } = report.verdict;
  const what = `${name}, without ${verb ?? 'any verb'} of ${resource}.${group}`;
  const rows = rowsOf(full);
  // What was not known is not known better by reading less, and nothing else is found.
  const worse = rowsOf(report).flatMap((row) => {
    const before = rows.filter(({ layer }) => layer === row.layer);
    const decides = row.status === 'fail' || row.status === 'warn' || row.status === 'pass';
    return decides && !before.some((one) => one.status === row.status && one.code === row.code)
      ? [`${what}: ${row.layer} ${row.status} ${row.code}: ${row.summary}`]
      : [];
  });
  if (status === full.verdict.status && code === full.verdict.code) return worse;
  if (status !== 'unknown') return [`${what}: ${status} ${code}: ${report.verdict.sentence}`];
  const rule = group === '' ? resource : `${resource}.${group}`;
  const named = new RegExp(`kubectl auth can-i (?:get|list) ${rule.replaceAll('.', '\\.')}(?:/\\S+)?(?: |$)`);
  const told = report.fixes.some(({ verify = '' }) => named.test(verify));
  return told
    ? worse
    : [
        ...worse,
        `${what}: unknown, and the rule is not named: ${report.verdict.sentence} ${JSON.stringify(report.fixes)}`,
      ];
}

const rowsOf = ({ legs }: Report) => legs.flatMap(({ rows }) => rows);
