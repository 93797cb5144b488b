import { expect, test } from 'vitest';
import { HttpRoute } from '../../../src/core/kubernetes/gateway.ts';
import { Ingress } from '../../../src/core/kubernetes/ingress.ts';
import { chooseEntrance } from '../../../src/diagnosis/entrance/choose-entrance.ts';

const ingress = (name: string, host: string | undefined, path: string, ip?: string): Ingress =>
  Ingress.parse({
    metadata: { name, namespace: 'shop' },
    spec: {
      rules: [
        {
          host,
          http: {
            paths: [{ path, pathType: 'Prefix', backend: { service: { name, port: { number: 80 } } } }],
          },
        },
      ],
    },
    status: ip === undefined ? {} : { loadBalancer: { ingress: [{ ip }] } },
  });
const route = (name: string, hostname: string): HttpRoute =>
  HttpRoute.parse({
    metadata: { name, namespace: 'shop' },
    spec: {
      hostnames: [hostname],
      parentRefs: [
        { name: 'public', namespace: 'gateways' },
        { kind: 'Service', name: 'mesh' },
      ],
      rules: [{ backendRefs: [{ name, port: 80 }] }],
    },
  });
const asked = { host: 'shop.example.com', path: '/cart/1' };

test('of those that name the host, the one that has the path, and the longer one', () => {
  const all = [
    ingress('other', 'blog.example.com', '/cart'),
    ingress('pay', 'shop.example.com', '/pay'),
    ingress('front', 'shop.example.com', '/'),
    ingress('cart', 'shop.example.com', '/cart'),
  ];
  expect(chooseEntrance(all, [], asked, [])).toMatchObject({
    naming: 3,
    entrance: { kind: 'Ingress', name: 'cart' },
    backend: { name: 'cart', port: 80 },
  });
});

test('an exact host before a wildcard; a wildcard of an Ingress is one label', () => {
  const all = [ingress('wild', '*.example.com', '/'), ingress('exact', 'shop.example.com', '/')];
  expect(chooseEntrance(all, [], asked, []).entrance?.name).toBe('exact');
  const deeper = { ...asked, host: 'eu.shop.example.com' };
  expect(chooseEntrance(all, [], deeper, [])).toEqual({ naming: 0 });
});

test('a route of the Gateway API, with its Gateways and no other parents', () => {
  expect(chooseEntrance([], [route('web', '*.example.com')], asked, [])).toMatchObject({
    naming: 1,
    entrance: { kind: 'HTTPRoute', name: 'web', gateways: [{ namespace: 'gateways', name: 'public' }] },
  });
});

test('a host that has no such path is named all the same', () => {
  const found = chooseEntrance([ingress('pay', 'shop.example.com', '/pay')], [], asked, []);
  expect(found).toMatchObject({ naming: 1, entrance: { name: 'pay' } });
  expect(found.backend).toBeUndefined();
});

test('a rule for every host counts only at its own address', () => {
  const all = [ingress('any', undefined, '/', '203.0.113.20')];
  expect(chooseEntrance(all, [], asked, ['198.51.100.7'])).toEqual({ naming: 0 });
  expect(chooseEntrance(all, [], asked, ['203.0.113.20']).entrance?.name).toBe('any');
});

test('nothing for the host, at the address of an Ingress', () => {
  const all = [ingress('other', 'blog.example.com', '/', '203.0.113.20')];
  expect(chooseEntrance(all, [], asked, ['203.0.113.20'])).toMatchObject({
    naming: 0,
    sharing: { name: 'other' },
  });
});
