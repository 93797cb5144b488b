import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../servers/kubernetes-api.ts';
import { layerwalk } from './program.ts';

const MANIFESTS = `apiVersion: v1
kind: Namespace
metadata: {name: payments}
---
apiVersion: v1
kind: Namespace
metadata: {name: cache}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: api, namespace: payments}
spec: {selector: {matchLabels: {app: api}}, template: {metadata: {labels: {app: api}}, spec: {containers: [{name: api}]}}}
---
apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: payments}
spec: {selector: {matchLabels: {app: web}}, template: {metadata: {labels: {app: web}}, spec: {containers: [{name: web}]}}}
---
apiVersion: apps/v1
kind: StatefulSet
metadata: {name: redis, namespace: cache}
spec: {selector: {matchLabels: {app: redis}}, template: {metadata: {labels: {app: redis}}, spec: {containers: [{name: redis, ports: [{name: redis, containerPort: 6379}]}]}}}
---
apiVersion: v1
kind: Service
metadata: {name: redis, namespace: cache}
spec: {selector: {app: redis}, ports: [{port: 80, targetPort: redis}]}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow-api, namespace: cache}
spec:
  podSelector: {}
  ingress:
    - from: [{namespaceSelector: {}, podSelector: {matchLabels: {app: api}}}]
      ports: [{port: 6379}]
`;
const GOOD = `- {from: payments/deploy/api, to: cache/sts/redis, port: 6379/TCP, expect: allow}
- {from: payments/deploy/web, to: cache/sts/redis, port: 6379/TCP, expect: deny}
- {from: payments/deploy/api, to: cache/svc/redis, port: 80, expect: allow}
- {from: 192.0.2.1, to: cache/sts/redis, port: 6379, expect: deny}
- {from: payments/app=api, to: cache/sts/redis, port: 6379/UDP, expect: deny}
`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let manifests = '';
beforeAll(async () => {
  folder = await temporaryFolder();
  manifests = await folder.write('all.yaml', MANIFESTS);
});
afterAll(() => folder[Symbol.asyncDispose]());

async function assertions(text: string, ...more: string[]) {
  const file = await folder.write('assertions', text);
  return layerwalk(['assert', file, '--manifests', manifests, ...more]);
}

describe('layerwalk assert', () => {
  test('says a line for each, and exits 0 when all are met', async () => {
    const { status, stdout } = await assertions(GOOD);
    expect(stdout.trim().split('\n')).toHaveLength(6);
    expect(stdout).toContain(
      'ok   payments/deploy/api -> cache/sts/redis 6379/TCP: expected allow, got allow; egress: no policy isolates it, cache/allow-api ingress rule 1',
    );
    expect(stdout).toContain('5 met, 0 missed, 0 not decided');
    expect(status).toBe(0);
  });

  test('exits 1 on a mismatch and prints the reason', async () => {
    const { status, stdout } = await assertions(GOOD.replace('expect: deny', 'expect: allow'));
    expect(status).toBe(1);
    expect(stdout).toContain(
      'FAIL payments/deploy/web -> cache/sts/redis 6379/TCP: expected allow, got deny; NetworkPolicy allow-api in cache does not admit it [policy.label-drift]',
    );
  });

  test('what cannot be told is no match', async () => {
    const { status, stdout } = await assertions(
      '- {from: payments/absent, to: cache/sts/redis, port: 6379, expect: deny}',
    );
    expect(status).toBe(1);
    expect(stdout).toContain('got unknown; pod payments/absent was not found');
  });

  test('reads JSON Lines and prints JSON Lines', async () => {
    const line = { from: 'payments/deploy/api', to: 'cache/sts/redis', port: '6379/TCP', expect: 'allow' };
    const { status, stdout } = await assertions(
      `${JSON.stringify(line)}\n\n${JSON.stringify(line)}\n`,
      '--json',
    );
    expect(status).toBe(0);
    const [first, second, ...rest] = stdout
      .trim()
      .split('\n')
      .map((one): unknown => JSON.parse(one));
    expect(first).toEqual({ ...line, got: 'allow', reason: expect.any(String) });
    expect([second, ...rest]).toEqual([first]);
  });

  test('30,000 lines are judged', { timeout: 60_000 }, async () => {
    const text = Array.from({ length: 30_000 }, (_, index) =>
      JSON.stringify({
        from: `payments/deploy/${index % 2 === 0 ? 'api' : 'web'}`,
        to: 'cache/sts/redis',
        port: 1 + index,
        expect: 'deny',
      }),
    ).join('\n');
    const { stdout } = await assertions(text);
    expect(stdout.trim().split('\n').at(-1)).toBe('29999 met, 1 missed, 0 not decided');
  });

  test.each([
    [
      '- {from: payments/deploy/api, to: cache/sts/redis, port: 6379, expect: maybe}',
      'Line 1 of the assertions file: expect',
    ],
    [
      '\n- {from: nowhere, to: cache/sts/redis, port: 6379, expect: deny}',
      'Line 2 of the assertions file: from',
    ],
    ['{"from": 1\n', 'Line 1 of the assertions file is not JSON'],
    ['a: b', 'The assertions file is no list'],
    ['- [', 'The assertions file is not YAML'],
  ])('%j is refused', async (text, complaint) => {
    const { status, stderr } = await assertions(text);
    expect(status).toBe(64);
    expect(stderr).toContain(complaint);
  });

  test('a file that is not there is refused', async () => {
    const { status, stderr } = await layerwalk(['assert', '/nonexistent/file', '--manifests', manifests]);
    expect(status).toBe(64);
    expect(stderr).toContain('cannot be read');
  });
});
