import { type Check, claims } from '../../../core/check.ts';
import { failures } from '../../../tools/service-audit/failures.ts';
import { counted, type EndpointsCase, endpointText } from './case.ts';

const CODE = 'service.target-port';
const { fail } = claims(failures);

/**
 * What reading suspects of a targetPort, decided by dialling: a failure where every ready endpoint refuses it while another port that
 * they declare answers; no finding where they accept, for a port need not be declared. A policy may deny with a reset, too.
 */
export function decideTargetPort(suspected: Check, about: EndpointsCase): Check[] {
  const { endpoints, more } = about.seen;
  if (suspected.code !== CODE || suspected.status !== 'warn' || endpoints.length === 0) return [suspected];
  const all = (outcome: string): boolean =>
    endpoints.every(({ tries }) => tries.every((one) => one.outcome === outcome));
  if (all('open') && !about.virtual.acceptsForNobody) return [];
  const answering = endpoints.flatMap((one) =>
    one.others.filter(({ answer }) => answer.outcome === 'open').map(({ port }) => ({ one, port })),
  );
  const [first] = answering;
  if (!all('refused') || !first || more > 0 || about.policyDenies || !about.walkFails) return [suspected];
  const { test, summary, evidence, fix, untrusted } = suspected;
  return [
    fail(CODE, {
      test,
      summary,
      evidence: [
        `${counted(endpoints.length)} of ${endpoints.length} refuse it by themselves: ${endpoints
          .slice(0, 3)
          .map(endpointText)
          .join(', ')}`,
        `${first.one.pod ?? first.one.address} answers on ${first.port}, which it declares`,
        ...evidence.filter((line) => !line.includes('a connection to a pod on that port decides')),
      ],
      ...(fix && { fix }),
      ...(untrusted && { untrusted }),
    }),
  ];
}
