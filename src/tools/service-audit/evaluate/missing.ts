import { type Check, unknown } from '../../../core/check.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import type { Input } from '../input.ts';
import type { Absent, Observation } from '../observation.ts';
import type { ServiceRef } from '../service-ref.ts';
import { areSimilar } from '../similar.ts';
import { kubectl } from './case.ts';
import { claim } from './claim.ts';
import { listed } from './wording.ts';

/** There is no such Service: what is there instead. */
export function missing(
  seen: Observation,
  input: Input,
  { namespace, name }: ServiceRef,
  absent: Absent,
): Check {
  const elsewhere = absent.elsewhere.objects.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
  const similar = absent.neighbours.objects
    .map(({ metadata }) => metadata.name)
    .filter((other) => areSimilar(other, name));
  const pods = absent.pods.objects.map(({ metadata }) => metadata.name);
  const noNamespace = absent.namespace.failure?.reason === 'not-found';
  const evidence = [
    ...(noNamespace ? [`there is no namespace ${namespace}`] : []),
    ...(elsewhere.length > 0 ? [`Services of that name elsewhere: ${listed(elsewhere)}`] : []),
    ...(similar.length > 0 ? [`similar Services in ${namespace}: ${listed(similar)}`] : []),
    ...(pods.length > 0 ? [`pods in ${namespace} that carry the name: ${listed(pods)}`] : []),
    ...(absent.elsewhere.failure
      ? [`other namespaces could not be searched: ${absent.elsewhere.failure.message}`]
      : []),
  ];
  if (seen.cluster.source === 'files')
    return unknown('service', {
      test: `Service ${namespace}/${name} in the manifests`,
      summary: `The manifests hold no Service ${namespace}/${name}; it may be elsewhere`,
      evidence,
      fix: readFix({ reason: 'not-in-files' }),
    });
  const meant =
    elsewhere.length === 1 ? elsewhere[0] : similar.length === 1 ? `${namespace}/${similar[0]}` : undefined;
  return claim.fail('service.missing', {
    test: `${kubectl(input, namespace)} get service ${name}`,
    summary: noNamespace
      ? `There is no Service ${namespace}/${name}: the namespace does not exist`
      : `There is no Service ${name} in namespace ${namespace}`,
    evidence,
    fix:
      meant === undefined
        ? 'Correct the name or the namespace, or create the Service.'
        : `If ${meant} is meant: use ${meant.split('/').toReversed().join('.')}. Otherwise create the Service.`,
  });
}
