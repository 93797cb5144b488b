import type { Check } from '../../../core/check.ts';
import type { PortState } from './answering.ts';
import { type Case, endpointsTest } from './case.ts';
import { claim } from './claim.ts';

/**
 * A dual-stack Service has an address of each family, and each leads to endpoints of that family only
 * (https://kubernetes.io/docs/concepts/services-networking/dual-stack/).
 */
export function oneFamily(about: Case, { ready, trouble }: PortState): Check[] {
  const { service, label } = about;
  const families = service.spec.ipFamilies;
  if (trouble || families.length < 2 || ready.some(({ family }) => family === undefined)) return [];
  const lacking = (['IPv4', 'IPv6'] as const).filter(
    (family) => families.includes(family) && !ready.some((one) => one.family === family),
  );
  return lacking.map((family) =>
    claim.warn('service.no-endpoints', {
      test: endpointsTest(about),
      summary: `${label} is dual-stack and has no ready ${family} endpoint: its ${family} address leads nowhere`,
      evidence: [
        `ipFamilies ${families.filter((one) => /^IPv[46]$/.test(one)).join(', ')}; none of the ready endpoints is ${family}`,
      ],
      fix: `Give the pods ${family} addresses, or make the Service SingleStack (ipFamilyPolicy).`,
    }),
  );
}
