import * as z from 'zod';

/**
 * The name of an object, a namespace or a container: a DNS subdomain, or, for RBAC and some others, a path segment. No name has blanks
 * or marks that end a sentence, so it may stand in one.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/
 */
export const ObjectName = z
  .string()
  .regex(/^[A-Za-z0-9](?:[A-Za-z0-9_.:-]{0,251}[A-Za-z0-9])?$/, 'not an object name');

/** The name of a port: an IANA service name, or, on a Service, any DNS label (RFC 6335 section 5.1). */
export const PortName = z.string().regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'not a port name');

/** TCP, UDP or SCTP; a missing protocol is TCP (Kubernetes API, ContainerPort, ServicePort, NetworkPolicyPort). */
export const Protocol = z.enum(['TCP', 'UDP', 'SCTP']);
export type Protocol = z.infer<typeof Protocol>;

/** A protocol that defaults to TCP. */
export const ProtocolOrTcp = Protocol.nullish().transform((protocol) => protocol ?? 'TCP');
