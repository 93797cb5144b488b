import type { PodSetting } from './pod-setting.ts';
import { ipv4Routes, ipv6Routes, routeTo } from './routes.ts';

const ROUTE = '/proc/net/route';
const ROUTE6 = '/proc/net/ipv6_route';

/** Errors that the pod's own kernel and the network both cause. */
const EITHER = ['ENETUNREACH', 'EHOSTUNREACH'];
/** Errors that no ICMP message of IPv4 causes (Linux icmp_err_convert). */
const NEVER_ICMP = ['EINVAL', 'EAFNOSUPPORT', 'EPERM', 'EACCES'];

/**
 * Whether a connect error came from the pod's own kernel, for a program that cannot tell: it did when its main table has no route
 * there. A file that cannot be read leaves it with the network.
 */
export async function isLocal(
  { files, carried }: PodSetting,
  errno: string,
  address: string,
  signal: AbortSignal,
): Promise<boolean> {
  const six = address.includes(':');
  if (NEVER_ICMP.includes(errno) && !(six && errno === 'EACCES')) return true;
  if (!EITHER.includes(errno) && errno !== 'EACCES') return false;
  if (!carried.reader) return false;
  const found = await files([ROUTE, ROUTE6], signal);
  const text = found.get(six ? ROUTE6 : ROUTE);
  if (text === undefined) return false;
  return routeTo(six ? ipv6Routes(text) : ipv4Routes(text), address) === undefined;
}
