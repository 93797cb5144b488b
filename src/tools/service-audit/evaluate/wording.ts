import type { ServicePort } from '../../../core/kubernetes/service.ts';

/** "1 pod", "3 pods". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** Several things, the first three by name. */
export function listed(names: readonly string[]): string {
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** A port with its protocol where that is not TCP: "6379", "53/UDP". */
export const portText = (port: number | string, protocol: string): string =>
  protocol === 'TCP' ? `${port}` : `${port}/${protocol}`;

/** Where a Service port leads: "6379 -> targetPort 6380". A targetPort by name keeps to the grammar of names. */
export function leadsTo({ port, protocol, targetPort = port }: ServicePort): string {
  return `${portText(port, protocol)} -> targetPort ${targetText(targetPort)}`;
}

/** A targetPort: a number, or a name that is one (IANA service names, RFC 6335 section 5.1). */
export const targetText = (targetPort: number | string): string =>
  typeof targetPort === 'number' || /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(targetPort)
    ? `${targetPort}`
    : '(an invalid name)';
