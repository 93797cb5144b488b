import type { Input } from '../input.ts';
import type { Entrance } from '../observation.ts';
import { askedUrl } from './asked-url.ts';
import type { Routed } from './backend.ts';
import { throughIngress } from './through-ingress.ts';
import { throughRoute } from './through-route.ts';

/** Where an entrance sends what is asked; undefined where it could not be read. */
export function routed({ ingress, route }: Entrance, { url }: Pick<Input, 'url'>): Routed | undefined {
  const asked = url === undefined ? undefined : askedUrl(url);
  if (ingress?.object) return throughIngress(ingress.object, asked);
  if (route?.object) return throughRoute(route.object, asked);
  return undefined;
}
