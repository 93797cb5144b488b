import type { Labels } from '../../core/kubernetes/labels.ts';

/** The labels that the charts of controllers give their pods, by the beginning of IngressClass.spec.controller. */
const LABELS: readonly (readonly [string, Labels])[] = [
  [
    'k8s.io/ingress-nginx',
    { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' },
  ],
  ['nginx.org/ingress-controller', { 'app.kubernetes.io/name': 'nginx-ingress' }],
  ['traefik.io/ingress-controller', { 'app.kubernetes.io/name': 'traefik' }],
  ['haproxy.org/ingress-controller', { 'app.kubernetes.io/name': 'kubernetes-ingress' }],
  ['haproxy-ingress.github.io/controller', { 'app.kubernetes.io/name': 'haproxy-ingress' }],
  ['ingress-controllers.konghq.com/kong', { 'app.kubernetes.io/name': 'kong' }],
  ['istio.io/ingress-controller', { istio: 'ingressgateway' }],
];

/** Controllers whose data path is a balancer of the cloud. */
const OUTSIDE = ['ingress.k8s.aws/', 'eks.amazonaws.com/', 'k8s.io/ingress-gce', 'networking.gke.io/'];

/** The labels of the pods of a known controller. */
export const controllerLabels = (controller: string): Labels | undefined =>
  LABELS.find(([begins]) => controller.startsWith(begins))?.[1];

/** Whether no pod of the cluster passes the requests on. */
export const isOutside = (controller: string): boolean =>
  OUTSIDE.some((begins) => controller.startsWith(begins));
