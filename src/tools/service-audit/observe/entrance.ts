import { resources } from '../../../core/kubernetes/resources.ts';
import { askedUrl } from '../entrance/asked-url.ts';
import type { EntranceRef } from '../entrance/entrance-ref.ts';
import { throughIngress } from '../entrance/through-ingress.ts';
import { throughRoute } from '../entrance/through-route.ts';
import type { Input } from '../input.ts';
import type { Entrance } from '../observation.ts';
import { type Ask, atMost } from './ask.ts';

const MOST = 10;

/** Reads an Ingress or HTTPRoute and what decides whether it is in force. */
export const observeEntrance = (ask: Ask, ref: EntranceRef, input: Input): Promise<Entrance> =>
  ref.kind === 'Ingress' ? ingress(ask, ref, input) : httpRoute(ask, ref, input);

async function ingress(ask: Ask, { namespace, name }: EntranceRef, { url }: Input): Promise<Entrance> {
  const [found, classes] = await Promise.all([
    ask.get(resources.ingresses, namespace, name),
    ask.list(resources.ingressClasses, {}),
  ]);
  const asked = url === undefined ? undefined : askedUrl(url);
  const lost = found.object !== undefined && asked && !throughIngress(found.object, asked).to;
  if (!lost) return { ingress: found, classes };
  const all = await ask.list(resources.ingresses, {});
  const others = all.objects.filter((one) => throughIngress(one, asked).to !== undefined);
  return { ingress: found, classes, others: atMost({ ...all, objects: others, found: others.length }, MOST) };
}

async function httpRoute(ask: Ask, { namespace, name }: EntranceRef, { url }: Input): Promise<Entrance> {
  const route = await ask.get(resources.httpRoutes, namespace, name);
  if (!route.object) return { route };
  const parents = route.object.spec.parentRefs.filter(({ kind }) => (kind ?? 'Gateway') === 'Gateway');
  const gateways = await Promise.all(
    parents.slice(0, MOST).map((one) => ask.get(resources.gateways, one.namespace ?? namespace, one.name)),
  );
  const { to } = throughRoute(route.object, url === undefined ? undefined : askedUrl(url));
  if (!to || to.namespace === namespace) return { route, gateways };
  return { route, gateways, grants: await ask.list(resources.referenceGrants, { namespace: to.namespace }) };
}
