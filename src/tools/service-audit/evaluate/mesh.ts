import { type Check, unknown } from '../../../core/check.ts';
import type { Pod } from '../../../core/kubernetes/pod.ts';
import { namedPort } from '../../../core/kubernetes/pod-port.ts';
import { isFinished } from '../../../core/kubernetes/pod-state.ts';
import { readFix } from '../../../core/kubernetes/read-fix.ts';
import type { ServicePort } from '../../../core/kubernetes/service.ts';
import { clientTls } from '../mesh/client-tls.ts';
import { isCaptured, membership } from '../mesh/membership.ts';
import { peerMode } from '../mesh/peer-mode.ts';
import { type Case, kubectl } from './case.ts';
import { claim } from './claim.ts';
import { counted } from './wording.ts';

/**
 * Whether both ends of a connection mean to speak mutual TLS, as Istio's objects have it
 * (https://istio.io/latest/docs/concepts/security/#authentication-policies). Only between a source's pods and a Service's.
 */
export function meshMismatch(about: Case, port: ServicePort): Check[] {
  const { seen, service, label, input } = about;
  const { mesh, source } = seen;
  const callers = source?.sample ?? [];
  const pods = (seen.pods?.objects ?? []).filter((pod) => !isFinished(pod));
  const [caller] = callers;
  // Sidecars are injected when a pod is made: manifests do not have them.
  if (about.modelled || !mesh || !caller || pods.length === 0) return [];
  const outside = callers.filter((pod) => membership(pod) === 'none');
  const strict = pods.filter((pod) => isStrict(about, pod, port));
  const test = `${kubectl(input, service.metadata.namespace)} get peerauthentications,destinationrules`;
  const { failure } = mesh.peers;
  const meshed = pods.filter((pod) => membership(pod) !== 'none');
  if (
    failure &&
    failure.reason !== 'no-such-api' &&
    outside.length > 0 &&
    meshed.length > 0 &&
    strict.length === 0
  )
    return [
      unknown('service', {
        test,
        summary: `Whether the mesh in front of ${label} lets plain clients in could not be seen: ${failure.message}`,
        fix: readFix(failure),
      }),
    ];
  const whole = strict.length === pods.length;
  const [first] = strict;
  if (first && outside.length > 0) {
    const { from } = peerMode(mesh.peers.objects, first, numberOf(first, port) ?? port.port);
    const all = whole && outside.length === callers.length;
    return [
      claim[all ? 'fail' : 'warn']('mesh.mtls-mismatch', {
        test,
        summary: `${label} takes mutual TLS only, and ${outside.length === callers.length ? 'the source is' : `${outside.length} of ${counted(callers.length, 'source pod')} ${outside.length === 1 ? 'is' : 'are'}`} outside of the mesh`,
        evidence: [
          ...(from ? [`PeerAuthentication ${from.metadata.namespace}/${from.metadata.name}: STRICT`] : []),
          `${outside[0]?.metadata.namespace}/${outside[0]?.metadata.name} has no sidecar and is not in the ambient mesh`,
          `${counted(strict.length, 'pod')} of ${pods.length} behind ${label} in the mesh`,
        ],
      }),
    ];
  }
  return byRule(about, port, { caller, strict: whole, plain: meshed.length === 0, test });
}

/** What a rule for the client's proxy says, against what the pods take. Rules are for sidecars; ambient needs a waypoint for them. */
function byRule(
  { seen, service, label }: Case,
  port: ServicePort,
  { caller, strict, plain, test }: { caller: Pod; strict: boolean; plain: boolean; test: string },
): Check[] {
  const rules = seen.mesh?.rules.objects ?? [];
  const tls = clientTls(rules, service.metadata, port.port, caller.metadata.namespace);
  if (!tls || membership(caller) !== 'sidecar') return [];
  const disabled = strict && (tls.mode === 'DISABLE' || tls.mode === 'SIMPLE');
  const mutual = plain && tls.mode === 'ISTIO_MUTUAL';
  if (!disabled && !mutual) return [];
  const { namespace, name } = tls.from.metadata;
  return [
    claim.fail('mesh.mtls-mismatch', {
      test,
      summary: disabled
        ? `${label} takes mutual TLS only, and DestinationRule ${namespace}/${name} tells the source not to use it`
        : `DestinationRule ${namespace}/${name} tells the source to use mutual TLS, and no pod behind ${label} is in the mesh`,
      evidence: [`DestinationRule ${namespace}/${name}: tls mode ${tls.mode}`],
      fix: disabled
        ? `Set the tls mode of DestinationRule ${namespace}/${name} to ISTIO_MUTUAL, or leave it out.`
        : `Take the tls mode out of DestinationRule ${namespace}/${name}, or bring the pods into the mesh.`,
    }),
  ];
}

const numberOf = (pod: Pod, { targetPort, port, protocol }: ServicePort): number | undefined =>
  typeof targetPort === 'string' ? namedPort(pod, targetPort, protocol) : (targetPort ?? port);

function isStrict({ seen }: Case, pod: Pod, port: ServicePort): boolean {
  const number = numberOf(pod, port);
  if (
    number === undefined ||
    port.protocol !== 'TCP' ||
    membership(pod) === 'none' ||
    !isCaptured(pod, number)
  )
    return false;
  return peerMode(seen.mesh?.peers.objects ?? [], pod, number).mode === 'STRICT';
}
