import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Report } from '../../src/core/report.ts';
import { layerwalk } from '../cli/program.ts';
import { makeFolder, removeFolder } from '../lab/play/folder.ts';
import { needs } from '../needs.ts';
import { type Country, country, type Town } from './scenes/ground/country.ts';
import { type Stage, setUp } from './scenes/ground/stage.ts';
import { REDIS_STORY } from './scenes/redis-story.ts';
import { sceneNeeds } from './scenes/scene-needs.ts';
import { systemObjects, USUAL } from './scenes/system.ts';

const START_MS = 120_000;
const QUESTION = ['diagnose', 'redis.cache.svc.cluster.local:6379', '--from', 'payments/deploy/api'] as const;
const REMEDY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: allow-payments-api-to-redis
  namespace: cache
spec:
  podSelector:
    matchLabels:
      app: redis
  policyTypes:
    - Ingress
  ingress:
    - from:
        - namespaceSelector:
            matchLabels:
              kubernetes.io/metadata.name: payments
          podSelector:
            matchLabels:
              app: api
      ports:
        - protocol: TCP
          port: 6379`;
/** What stands in a repository: what controllers make is in none. */
const MADE = ['Pod', 'ReplicaSet', 'EndpointSlice', 'Node', 'CustomResourceDefinition'];

/** The ways to ask, as flags; of a recording that of the way that wrote it. */
const WAYS = [
  'with exec',
  'without exec',
  'from manifests',
  'from all objects',
  'recorded',
  'recorded without exec',
];

describe('payments can no longer reach redis.cache:6379 since default-deny', needs(sceneNeeds()), () => {
  const reports = new Map<string, Report>();
  let [folder, land, town, stage]: [string?, Country?, Town?, Stage?] = [];

  const ask = async (...flags: string[]): Promise<Report> => {
    const { stdout, stderr } = await layerwalk([...QUESTION, ...flags, '--json']);
    if (stdout === '') throw new Error(stderr);
    return Report.parse(JSON.parse(stdout));
  };

  beforeAll(async () => {
    folder = await makeFolder();
    land = country();
    town = await land.town(USUAL);
    stage = await setUp(REDIS_STORY, town, folder);
    const at = (name: string): string => join(folder ?? '', name);
    const objects = [...systemObjects(USUAL), ...REDIS_STORY.objects];
    const written = async (name: string, chosen: typeof objects): Promise<string> => {
      await mkdir(at(name));
      const documents = chosen.map(
        (object, i) => [`${object.kind}-${i}.json`, JSON.stringify(object)] as const,
      );
      for (const [file, text] of documents) await writeFile(at(`${name}/${file}`), text);
      return at(name);
    };
    const [exec, reading] = [await town.reader(true), await town.reader(false)];
    const live = ['--kubeconfig', exec, '--allow-exec', '--record', at('exec.json')];
    const kept = objects.filter(({ kind }) => !MADE.includes(kind));
    const flags: Record<string, readonly string[]> = {
      'with exec': live,
      'without exec': ['--kubeconfig', reading, '--record', at('reading.json')],
      'from manifests': ['--manifests', await written('repository', kept)],
      'from all objects': ['--manifests', await written('dump', objects)],
      recorded: ['--replay', at('exec.json')],
      'recorded without exec': ['--replay', at('reading.json')],
    };
    for (const way of WAYS) reports.set(way, await ask(...(flags[way] ?? [])));
  }, START_MS);
  afterAll(async () => {
    await stage?.[Symbol.asyncDispose]();
    await land?.[Symbol.asyncDispose]();
    if (folder !== undefined) await removeFolder(folder);
  });

  test.for(WAYS)('%s: the policy, the label, and the rule that would do', (way) => {
    const { verdict, fixes, blastRadius, paste } = reports.get(way)!;
    const sent = way === 'with exec' || way === 'recorded';
    expect(verdict).toMatchObject({
      status: 'fail',
      layer: 'policy',
      code: 'policy.label-drift',
      surfacedAt: 'tcp',
      claim: sent ? 'proven' : 'modelled',
    });
    expect(verdict.sentence).toContain('default-deny-ingress');
    expect(fixes[0]).toMatchObject({
      manifest: REMEDY,
      undo: 'kubectl -n cache delete networkpolicy allow-payments-api-to-redis',
      verify: QUESTION.join(' ').replace(/^/, 'layerwalk '),
      verified: 'simulated',
    });
    expect(paste.length).toBeLessThanOrEqual(300);
    expect(blastRadius.join('\n')).not.toContain('undefined');
  });

  test.for([
    ['recorded', 'with exec'],
    ['recorded without exec', 'without exec'],
  ] as const)('%s is the same report as %s', ([replay, live]) => {
    expect(reports.get(replay)).toEqual(reports.get(live));
  });

  test('the nearest rule and what differs is said in every way', () => {
    for (const report of reports.values()) {
      const policy = report.legs.flatMap(({ rows }) => rows).find(({ layer }) => layer === 'policy');
      expect(policy?.evidence.join('\n')).toContain('wants app=web, the pod has app=api');
    }
  });

  test('what is printed mends it, and its undo breaks it again', { timeout: START_MS }, async () => {
    if (!town || !stage) throw new Error('no stage');
    const fix = reports.get('with exec')?.fixes[0];
    const flags = ['--kubeconfig', await town.reader(true), '--allow-exec'];
    await stage.mend({ printed: true }, fix);
    expect((await ask(...flags)).verdict).toMatchObject({ status: 'pass', claim: 'observed' });
    await stage.mend({ printed: true }, { summary: 'undo', command: fix?.undo });
    expect((await ask(...flags)).verdict).toMatchObject({ status: 'fail', code: 'policy.label-drift' });
  });
});
