import { formatIp, type IpAddress, parseIp, unmapped } from '../../core/address/ip.ts';
import type { Service } from '../../core/kubernetes/service.ts';

/** Whether an address is a Service's own: what is sent there is translated to a pod before policies see it (netpol facts 22). */
export function hasAddress({ spec }: Service, address: IpAddress): boolean {
  const asked = formatIp(unmapped(address));
  return [...spec.clusterIPs, spec.clusterIP ?? ''].some((text) => {
    const own = parseIp(text);
    return own !== undefined && formatIp(own) === asked;
  });
}
