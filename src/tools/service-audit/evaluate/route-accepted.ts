import { type Check, unknown } from '../../../core/check.ts';
import type { Conditions, HttpRoute } from '../../../core/kubernetes/gateway.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import { type Quote, quote } from '../../../core/untrusted.ts';
import { claim } from './claim.ts';
import type { Gate } from './entrance.ts';

type Trouble = { summary: string; evidence: string[]; untrusted: Quote[] } | { unseen: string };

/**
 * Whether a Gateway takes an HTTPRoute: it exists and is programmed, and its controller accepted the route and resolved its
 * references (https://gateway-api.sigs.k8s.io/reference/spec/, RouteStatus and GatewayStatus). One Gateway that takes it is enough.
 */
export function routeAccepted(gate: Gate): Check[] {
  const { entrance, test, label, modelled } = gate;
  const route = entrance.route?.object;
  // What controllers say is in no manifest.
  if (!route || modelled) return [];
  const { parentRefs } = route.spec;
  if (parentRefs.length === 0)
    return [
      claim.fail('ingress.no-route', {
        test,
        summary: `${label} names no parent: no Gateway takes it`,
        fix: 'Give it a parentRef to a Gateway.',
      }),
    ];
  const troubles = parentRefs.map((_parent, index) => troubleOf(gate, route, index));
  if (troubles.some((one) => one === undefined)) return [];
  const known = troubles.find((one) => one && 'summary' in one);
  const unseen = troubles.find((one) => one && 'unseen' in one);
  // What could not be seen of one parent may be that it takes the route.
  if (unseen && 'unseen' in unseen) {
    const failure = entrance.gateways?.find((one) => one.failure)?.failure;
    return [
      unknown('service', {
        test,
        summary: `${label}: ${unseen.unseen}`,
        fix: failure
          ? readFix(failure)
          : 'Look at the controller of its GatewayClass: it writes the status of routes.',
      }),
    ];
  }
  return known && 'summary' in known ? [claim.fail('ingress.no-route', { test, ...known })] : [];
}

function troubleOf({ entrance, ref, label }: Gate, route: HttpRoute, index: number): Trouble | undefined {
  const parent = route.spec.parentRefs[index];
  const gateway = entrance.gateways?.[index];
  if (!parent || !gateway) return { unseen: 'its parent is no Gateway' };
  const name = `${parent.namespace ?? ref.namespace}/${parent.name}`;
  if (gateway.failure?.reason === 'not-found')
    return {
      summary: `${label} has Gateway ${name} for its parent, which does not exist`,
      evidence: [],
      untrusted: [],
    };
  if (!gateway.object) return { unseen: `its Gateway ${name} could not be read` };
  const refused = refusal(gateway.object.status.conditions, ['Accepted', 'Programmed']);
  if (refused)
    return {
      summary: `Gateway ${name} is not in force: ${refused.text}`,
      evidence: [],
      untrusted: refused.quotes,
    };
  const status = route.status.parents.find(
    ({ parentRef }) =>
      parentRef.name === parent.name &&
      (parentRef.namespace ?? ref.namespace) === (parent.namespace ?? ref.namespace),
  );
  if (!status) return { unseen: `no controller has said whether Gateway ${name} takes it` };
  const no = refusal(status.conditions, ['Accepted', 'ResolvedRefs']);
  return (
    no && {
      summary: `Gateway ${name} does not take ${label}: ${no.text}`,
      evidence: [],
      untrusted: no.quotes,
    }
  );
}

/** The first of the conditions that is False, with its reason where that is one word. */
function refusal(
  conditions: Conditions,
  types: readonly string[],
): { text: string; quotes: Quote[] } | undefined {
  const found = types
    .map((type) => conditions.find((one) => one.type === type && one.status === 'False'))
    .find((one) => one !== undefined);
  if (!found) return undefined;
  const reason = /^[A-Za-z]{1,60}$/.test(found.reason ?? '') ? `, ${found.reason}` : '';
  return {
    text: `${types.find((type) => type === found.type)} is False${reason}`,
    quotes: found.message === undefined ? [] : [quote('gateway controller', found.message)],
  };
}
