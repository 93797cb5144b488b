import { type Check, pass, skipped, unknown } from '../../../core/check.ts';
import { nameInSentence } from '../../../core/untrusted.ts';
import { askedUrl } from '../entrance/asked-url.ts';
import type { Routed, RoutedBackend } from '../entrance/backend.ts';
import { isGranted } from '../entrance/granted.ts';
import { claim } from './claim.ts';
import type { Gate } from './entrance.ts';
import { listed } from './wording.ts';

/** Which backend takes what is asked, or why none does. */
export function routedWhere(gate: Gate, way: Routed): Check {
  if (way.to) return taken(gate, way);
  if (way.why === 'which')
    return skipped('service', {
      test: gate.test,
      summary: `${gate.label} has ${way.backends.length} backends: send url to follow one`,
      evidence: [`backends: ${listed(way.backends.map(backendText))}`],
    });
  return nowhere(gate, way.why);
}

/** `shop/cart:80`; a port by name keeps to the grammar of names. */
export const backendText = ({ namespace, name, port }: RoutedBackend): string =>
  `${namespace}/${name}${port === undefined ? '' : `:${nameInSentence(`${port}`)}`}`;

function taken(gate: Gate, way: Extract<Routed, { rule: string }>): Check {
  const { label, test, input, entrance, ref } = gate;
  const rule = /^[A-Za-z0-9/._~ -]{1,100}$/.test(way.rule) ? way.rule : '(a path with unusual characters)';
  const evidence = [
    ...(input.url === undefined ? [] : [`rule: ${rule}`]),
    ...(way.others > 0 ? [`${way.others} other backends take a share of it`] : []),
  ];
  if (ref.kind === 'HTTPRoute' && way.to.namespace !== ref.namespace) {
    const { grants } = entrance;
    if (!grants || grants.failure)
      return unknown('service', {
        test,
        summary: `${label} sends to namespace ${way.to.namespace}; whether a ReferenceGrant there permits it could not be seen`,
        fix: `Permit to list referencegrants.gateway.networking.k8s.io in namespace ${way.to.namespace}.`,
      });
    if (!gate.modelled && !isGranted(grants.objects, ref.namespace, way.to.name))
      return claim.fail('ingress.no-route', {
        test,
        summary: `${label} sends to Service ${backendText(way.to)} of another namespace, and no ReferenceGrant there permits it`,
        evidence,
        fix: `Add a ReferenceGrant to namespace ${way.to.namespace}: from HTTPRoute of ${ref.namespace} to Service ${way.to.name}.`,
      });
  }
  if (way.uncertain)
    return unknown('service', {
      test,
      summary: `${label} may send it to Service ${backendText(way.to)}: the rule depends on the controller, on headers or on the method`,
      evidence,
      fix: 'Send the request to the entrance, and look which Service answers.',
    });
  return pass('service', { test, summary: `${label} sends it to Service ${backendText(way.to)}`, evidence });
}

const WHY = {
  'no-host': 'none of its rules is for that host',
  'no-path': 'its rules for that host have no such path',
  'no-rule': 'it has no rule and no backend',
  'no-service': 'its rule leads to no Service',
} as const;

function nowhere({ label, test, input, entrance }: Gate, why: keyof typeof WHY): Check {
  const { ingress, route, others } = entrance;
  const hosts =
    ingress?.object?.spec.rules.map(({ host }) => host ?? '*') ?? route?.object?.spec.hostnames ?? [];
  const paths =
    ingress?.object?.spec.rules.flatMap(({ http }) => http.paths.map(({ path }) => path ?? '/')) ?? [];
  const found = (others?.objects ?? []).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const asked = input.url === undefined ? undefined : askedUrl(input.url);
  const said = {
    test,
    summary: `${label} ${asked ? `does not take ${nameInSentence(asked.host)}` : 'leads nowhere'}: ${WHY[why]}`,
    evidence: [
      ...(hosts.length > 0 ? [`hosts: ${listed(hosts.map(nameInSentence))}`] : []),
      ...(why === 'no-path' && paths.length > 0
        ? [`paths: ${listed(paths.filter((path) => /^[A-Za-z0-9/._~-]{1,100}$/.test(path)))}`]
        : []),
      ...(found.length > 0 ? [`Ingresses that do: ${listed(found)}`] : []),
      ...(others?.failure ? [`other Ingresses could not be read: ${others.failure.message}`] : []),
    ],
    fix: 'Correct the host or the path of the rule, or ask by a URL that it has.',
  };
  // Controllers join the rules of all Ingresses of a host: another one may take it.
  return found.length > 0 ? claim.warn('ingress.no-route', said) : claim.fail('ingress.no-route', said);
}
