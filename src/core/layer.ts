import * as z from 'zod';

/** The layers, in walking order. `dns tcp tls app` are where it hurts; the others are why. */
export const LAYERS = ['dns', 'service', 'tcp', 'policy', 'firewall', 'tls', 'app', 'mtu'] as const;

export const Layer = z.enum(LAYERS);
export type Layer = z.infer<typeof Layer>;

/** How a layer is written for people. */
export const LAYER_TITLE: Record<Layer, string> = {
  dns: 'DNS',
  service: 'Service',
  tcp: 'TCP',
  policy: 'Policy',
  firewall: 'Firewall',
  tls: 'TLS',
  app: 'App',
  mtu: 'MTU',
};

/** Order of two layers in the walk: negative when `a` comes first. */
export const byLayer = (a: Layer, b: Layer): number => LAYERS.indexOf(a) - LAYERS.indexOf(b);
