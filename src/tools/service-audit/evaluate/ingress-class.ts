import type { Check } from '../../../core/check.ts';
import type { Gate } from './entrance.ts';
import { claim } from './claim.ts';
import { listed } from './wording.ts';

/**
 * Whether a controller takes an Ingress: its class exists, or there is a default
 * (https://kubernetes.io/docs/concepts/services-networking/ingress/#ingress-class). An address in its status shows that one did;
 * classes of the old annotation need no object, so nothing is said of them.
 */
export function ingressTaken({ entrance, test, label, modelled }: Gate): Check[] {
  const ingress = entrance.ingress?.object;
  const { classes } = entrance;
  if (!ingress || modelled || !classes || classes.failure) return [];
  if (ingress.status.loadBalancer.ingress.length > 0) return [];
  if (ingress.metadata.annotations['kubernetes.io/ingress.class'] !== undefined) return [];
  const name = ingress.spec.ingressClassName;
  const names = classes.objects.map(({ metadata }) => metadata.name);
  const evidence = [
    `IngressClasses: ${names.length === 0 ? 'none' : listed(names)}`,
    'its status has no address: no controller has taken it',
  ];
  if (name !== undefined && !names.includes(name))
    return [
      claim.fail('ingress.no-route', {
        test,
        summary: `${label} is of class ${name}, which does not exist: no controller takes it`,
        evidence,
        fix:
          names.length === 1
            ? `Set ingressClassName to ${names[0]}, or install the controller of class ${name}.`
            : `Set ingressClassName to one that exists, or install the controller of class ${name}.`,
      }),
    ];
  const isDefault = classes.objects.some(
    ({ metadata }) => metadata.annotations['ingressclass.kubernetes.io/is-default-class'] === 'true',
  );
  if (name !== undefined || isDefault) return [];
  return [
    claim.warn('ingress.no-route', {
      test,
      summary: `${label} names no class, and no IngressClass is the default: most controllers leave it alone`,
      evidence,
      fix: names.length === 1 ? `Set ingressClassName to ${names[0]}.` : 'Set ingressClassName.',
    }),
  ];
}
