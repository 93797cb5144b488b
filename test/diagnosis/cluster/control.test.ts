import { expect, test } from 'vitest';
import { Pod } from '../../../src/core/kubernetes/pod.ts';
import { Service } from '../../../src/core/kubernetes/service.ts';
import {
  agentLines,
  apiServerAnswers,
  suspectedAgent,
} from '../../../src/diagnosis/cluster/control/control-lines.ts';
import type { ControlSeen } from '../../../src/diagnosis/cluster/control/observation.ts';
import { readyByProbe } from '../../../src/diagnosis/cluster/control/ready-by-probe.ts';

const STAMP = { at: '2026-11-23T14:31:07.000Z', vantage: { kind: 'pod', name: 'shop/web-1' } } as const;
const dialled = (outcome: 'open' | 'timeout' | 'no-route'): ControlSeen => ({
  ...STAMP,
  apiServer: { address: '10.96.0.1', port: 443, answer: { outcome, ms: 1 } },
});

test('the API server’s address tells only by a try that left the source', () => {
  expect(apiServerAnswers(dialled('open'))).toEqual({ at: '10.96.0.1:443', open: true });
  expect(apiServerAnswers(dialled('timeout'))).toMatchObject({ open: false });
  expect(apiServerAnswers(dialled('no-route'))).toBeUndefined();
  expect(apiServerAnswers(undefined)).toBeUndefined();
});

test('the agents of a node: what is not ready is suspected first', () => {
  const agent = (name: string, ready: boolean) => ({ namespace: 'kube-system', name, ready, restarts: 1 });
  const pods = [agent('calico-node-abcde', true), agent('kube-proxy-abcde', true)];
  const seen = (more: object): ControlSeen => ({ ...STAMP, agents: { node: 'node-a', pods, ...more } });
  expect(suspectedAgent(seen({}))?.name).toBe('kube-proxy-abcde');
  expect(suspectedAgent(seen({ pods: [...pods, agent('cilium-abcde', false)] }))?.name).toBe('cilium-abcde');
  expect(agentLines(seen({}))[0]).toBe('kube-system/calico-node-abcde on node-a: ready, 1 restart');
  expect(agentLines(seen({ pods: [] }))).toEqual([expect.stringContaining('may run outside of pods')]);
  const failure = 'the API server does not permit it (403)';
  expect(agentLines(seen({ pods: [], failure }))).toEqual([
    'what runs on node-a could not be read: the API server does not permit it (403)',
  ]);
});

const serviceSeen = (probe: object, ready = 'True') => ({
  cluster: { source: 'live' as const },
  requests: 1,
  service: {
    object: Service.parse({
      metadata: { name: 'api', namespace: 'shop' },
      spec: { ports: [{ port: 80, targetPort: 'web' }] },
    }),
  },
  pods: {
    found: 1,
    objects: [
      Pod.parse({
        metadata: { name: 'api-1', namespace: 'shop' },
        spec: {
          containers: [
            { name: 'main', ports: [{ name: 'web', containerPort: 8080 }], readinessProbe: probe },
          ],
        },
        status: { phase: 'Running', conditions: [{ type: 'Ready', status: ready }] },
      }),
    ],
  },
});

test('a pod that is Ready by a probe of the asked port is reached by its node', () => {
  const line =
    'their own nodes reach them: 1 pod behind it is Ready by a probe of the port that is asked for';
  expect(readyByProbe(serviceSeen({ tcpSocket: { port: 8080 } }), 80)).toEqual([line]);
  expect(readyByProbe(serviceSeen({ httpGet: { port: 'web' } }), 80)).toEqual([line]);
});

test.for<[string, object, number, string?]>([
  ['another port is probed', { tcpSocket: { port: 9090 } }, 80],
  ['a command is the probe', { exec: { command: ['true'] } }, 80],
  ['another port is asked for', { tcpSocket: { port: 8080 } }, 81],
  ['it is not Ready', { tcpSocket: { port: 8080 } }, 80, 'False'],
])('nothing is said where %s', ([, probe, port, ready]) => {
  expect(readyByProbe(serviceSeen(probe, ready), port)).toEqual([]);
});
