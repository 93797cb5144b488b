import { fails, passes } from '../../../lab/play/expecting.ts';
import type { Manifest } from '../../manifest.ts';
import type { Scene } from '../scene.ts';
import { shop } from '../story/shop.ts';
import { isRefused, opens } from '../witnesses.ts';

const ingress = (namespace: string, host: string): Manifest => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'shop', namespace },
  spec: {
    ingressClassName: 'example',
    rules: [
      {
        host,
        http: {
          paths: [
            {
              path: '/cart',
              pathType: 'Prefix',
              backend: { service: { name: 'redis', port: { number: 6379 } } },
            },
          ],
        },
      },
    ],
  },
  status: { loadBalancer: { ingress: [{ ip: '203.0.113.20' }] } },
});
const ingressClass: Manifest = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'IngressClass',
  metadata: { name: 'example' },
  spec: { controller: 'example.test/ingress' },
};

const [route, backend] = [
  shop('no-route'),
  shop('backend', { service: { selector: { app: 'redis-v2' }, endpoints: [] } }),
];

/** What enters the cluster does not get to the Service. */
export const ENTRANCES: readonly Scene[] = [
  {
    name: 'ingress-no-route',
    ...route,
    objects: [...route.objects, ingressClass, ingress(route.cache, 'shop.example')],
    ask: ['service-audit', `${route.cache}/ing/shop`, '--url', 'https://www.example/cart'],
    witnesses: [opens(route.api.pod, route.virtual)],
    reading: fails('ingress.no-route'),
    never: ['ingress.backend', 'policy.'],
    fix: { apply: [ingress(route.cache, 'www.example')] },
    afterwards: passes(),
  },
  {
    name: 'ingress-backend',
    ...backend,
    objects: [...backend.objects, ingress(backend.cache, 'cart.example')],
    ask: ['service-audit', `${backend.cache}/ing/shop`, '--url', 'https://cart.example/cart/1'],
    witnesses: [isRefused(backend.api.pod, backend.virtual)],
    reading: fails('ingress.backend', { also: ['service.no-endpoints'] }),
    never: ['ingress.no-route', 'policy.'],
  },
];
