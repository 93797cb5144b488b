import { expect, test } from 'vitest';
import { readFix } from '../../src/core/kubernetes/read-fix.ts';

test('a missing permission is named as a rule, and as the command that checks it', () => {
  const needs = {
    verb: 'list',
    apiGroup: 'networking.k8s.io',
    resource: 'networkpolicies',
    namespace: 'cache',
  } as const;
  expect(readFix({ reason: 'forbidden', needs })).toEqual({
    summary:
      'Permit it: list networkpolicies.networking.k8s.io in namespace cache (deploy/rbac.yaml has all that is ever needed).',
    manifest: '- apiGroups: ["networking.k8s.io"]\n  resources: ["networkpolicies"]\n  verbs: ["list"]\n',
    verify: 'kubectl auth can-i list networkpolicies.networking.k8s.io -n cache',
  });
});

test('one object of a resource of which no other is read', () => {
  const needs = {
    verb: 'get',
    apiGroup: '',
    resource: 'configmaps',
    namespace: 'kube-system',
    name: 'coredns',
  } as const;
  expect(readFix({ reason: 'forbidden', needs })).toMatchObject({
    manifest:
      '- apiGroups: [""]\n  resources: ["configmaps"]\n  resourceNames: ["coredns"]\n  verbs: ["get"]\n',
    verify: 'kubectl auth can-i get configmaps/coredns -n kube-system',
  });
});

test('a part of a resource is asked for as kubectl takes it', () => {
  const needs = { verb: 'get', apiGroup: '', resource: 'pods/log' } as const;
  expect(readFix({ reason: 'forbidden', needs }).verify).toBe(
    'kubectl auth can-i get pods --subresource=log',
  );
});
