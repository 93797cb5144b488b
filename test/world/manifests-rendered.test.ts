import { expect, test } from 'vitest';
import type { Unread } from '../../src/core/world/kubernetes.ts';
import { documents } from '../../src/world/snapshot/manifests/documents.ts';
import { objectsIn } from '../../src/world/snapshot/manifests/flatten.ts';

function read(text: string) {
  const unread: Unread[] = [];
  const found = [...documents({ name: 'all.yaml', bytes: Buffer.from(text) }, (one) => unread.push(one))];
  return {
    unread,
    objects: found.flatMap(objectsIn).map(({ kind, name, line }) => `${kind} ${name} ${line}`),
  };
}

/** As `helm template` prints a chart with an empty template, a hook and a template that makes two objects. */
const HELM = `---
# Source: shop/templates/service.yaml
apiVersion: v1
kind: Service
metadata:
  name: cart
  labels:
    helm.sh/chart: shop-1.2.3
spec:
  ports:
    - port: 80
---
# Source: shop/templates/optional.yaml

---
# Source: shop/templates/both.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: one
spec:
  podSelector: {}
---
# Source: shop/templates/both.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: two
spec:
  podSelector: {}
---
# Source: shop/templates/tests/connection.yaml
apiVersion: v1
kind: Pod
metadata:
  name: "shop-test"
  annotations:
    "helm.sh/hook": test
spec:
  containers:
    - name: wget
      image: busybox
`;
const OBJECTS = ['Service cart 3', 'NetworkPolicy one 17', 'NetworkPolicy two 25', 'Pod shop-test 33'];

test('what helm template prints, with either end of line', () => {
  expect(read(HELM)).toEqual({ unread: [], objects: OBJECTS });
  expect(read(HELM.replaceAll('\n', '\r\n'))).toEqual({ unread: [], objects: OBJECTS });
});

test('what helm install --dry-run prints before and behind it', () => {
  const around = `NAME: shop\nSTATUS: pending-install\nHOOKS:\nMANIFEST:\n${HELM}---\nNOTES:\n1. Get the URL: {{ it }}\n  kubectl get svc\n`;
  const { objects, unread } = read(around);
  expect(objects.map((one) => one.split(' ')[1])).toEqual(['cart', 'one', 'two', 'shop-test']);
  expect(unread).toMatchObject([{ file: 'all.yaml' }]);
});
