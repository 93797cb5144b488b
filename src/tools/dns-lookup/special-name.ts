import { isUnder } from './domain-name.ts';

/** Whether a name is `localhost` or below it: it stands for this machine, and no name server is asked (RFC 6761 section 6.3). */
export const isLocalhost = (name: string): boolean => isUnder(name, 'localhost.');

/** Names that exist nowhere, by intent (RFC 6761 section 6.4). Resolver libraries ask for them all the same. */
export const isInvalid = (name: string): boolean => isUnder(name, 'invalid.');

/** Names of multicast DNS (RFC 6762 section 3), which many networks and every Kubernetes cluster serve by unicast DNS. */
export const isMulticast = (name: string): boolean => isUnder(name, 'local.');

// RFC 6761, RFC 6762, RFC 7686, RFC 8375, and ICANN's reservation of "internal".
const INSIDE = ['localhost.', 'invalid.', 'test.', 'local.', 'onion.', 'home.arpa.', 'internal.'];

/** Whether a name means nothing outside its own network: it is not to be shown to name servers out there. */
export const isInsideOnly = (name: string): boolean => INSIDE.some((zone) => isUnder(name, zone));
