import { defineFailures } from '../../core/failure.ts';

/** The failure modes that service_audit can name. Those of a Service that only probes show are named by the walk. */
export const failures = defineFailures({
  'service.missing': {
    title: 'There is no such Service',
    symptom: 'the name does not exist (NXDOMAIN) in the cluster',
    toldApartBy:
      'The API server has no Service of that name in that namespace; which similar Services and pods exist is said.',
    fix: 'Correct the name or the namespace, or create the Service.',
  },
  'service.no-endpoints': {
    title: 'The selector matches no pod',
    symptom: 'refused at once (kube-proxy), dropped with some plugins',
    toldApartBy:
      'No pod that runs has the labels of the selector: the closest pods and the one label that differs; a workload that would match and has no replicas. Without a selector: no EndpointSlice has an address for the port. For one family of a dual-stack Service: no endpoint has an address of it.',
    fix: 'Correct the selector of the Service or the labels of the pods.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/17359'],
  },
  'service.not-ready': {
    title: 'No pod behind the Service is ready',
    symptom: 'refused at once, as without endpoints',
    toldApartBy:
      'Pods match the selector and none has the Ready condition; which container or probe fails, and why.',
    fix: 'Mend what keeps the pods from being ready: the readiness probe, the image, what the container waits for.',
  },
  'service.target-port': {
    title: 'The targetPort is none that the pods declare',
    symptom: 'connection refused by the pod',
    toldApartBy:
      'No container of the selected pods declares targetPort, and they declare another port of that protocol. Whether the pod refuses it is for a probe to say: a port need not be declared.',
    fix: 'Set targetPort to the port on which the container listens.',
  },
  'service.named-port-missing': {
    title: 'No container port has the name of the targetPort',
    symptom: 'refused at once, although the pods are ready',
    toldApartBy:
      'Pods are ready, targetPort is a name, and no container port has that name with that protocol.',
    fix: 'Give the container port that name, or set targetPort to a number.',
  },
  'service.port-not-listed': {
    title: 'The Service has no such port',
    symptom: 'timeout or refused on the virtual address',
    toldApartBy: 'The Service is not headless and none of its ports has that number; the ports that it has.',
    fix: 'Use a port that the Service has, or add the port to it.',
  },
  'service.local-policy': {
    title: 'Traffic stays on the node, and none of the endpoints is there',
    symptom: 'fails from some nodes, works from others',
    toldApartBy: 'A traffic policy is Local, and no ready endpoint is on the node; endpoints on other nodes.',
    fix: 'Set the traffic policy to Cluster, or run a pod on every node that clients use.',
    seen: ['https://github.com/kubernetes/kubernetes/issues/121371'],
  },
  'service.external-name': {
    title: 'The external name cannot be reached as it is written',
    symptom: 'the name does not resolve, or leads to the wrong host',
    toldApartBy:
      'The type is ExternalName, and what it points to is an address (which DNS takes for a name) or a Service of the cluster that does not exist.',
    fix: 'Point it to a DNS name that exists; for an address, use a Service without selector and an EndpointSlice.',
  },
  'ingress.no-route': {
    title: 'No rule of the Ingress or route takes the request',
    symptom: '404 of the default backend',
    toldApartBy:
      'The host or path of the URL matches no rule; the class names no IngressClass and no controller has taken it; with the Gateway API, the Gateway does not exist, or its controller says Accepted, Programmed or ResolvedRefs False, or no ReferenceGrant permits the backend.',
    fix: 'Correct the rule, the class or the parentRef.',
  },
  'ingress.backend': {
    title: 'The Service behind the Ingress or route cannot answer',
    symptom: '502, 503 or 504 of the entrance',
    toldApartBy:
      'The rule that takes the request leads to a Service with a failure of its own, which is named; what only probes show of that second leg is for the walk.',
    fix: 'Mend the Service behind it.',
  },
  'mesh.mtls-mismatch': {
    title: 'One end of the mesh speaks mutual TLS and the other does not',
    symptom: 'accepted, then reset',
    toldApartBy:
      'A PeerAuthentication makes the pods STRICT, and the source has no sidecar and is not in the ambient mesh, or a DestinationRule tells its sidecar not to use mutual TLS; or a DestinationRule asks for it and no pod behind the Service is in the mesh.',
    fix: 'Bring the source into the mesh, or make the PeerAuthentication PERMISSIVE for that port; align the DestinationRule.',
    seen: ['https://github.com/istio/istio/issues/37431'],
  },
});

export type Code = keyof typeof failures;
