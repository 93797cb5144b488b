import { formatIp, parseIp } from '../../core/address/ip.ts';

/** The route to one address. */
export interface RouteReport {
  readonly interface?: string;
  readonly gateway?: string;
  readonly mtu?: number;
  /** Seconds until it is forgotten: it was learned. */
  readonly expires?: number;
}

/** Reads what ip-route(8) prints for `ip -j route get ADDRESS`. Undefined when it is no such thing. */
export function parseRouteReport(text: string): RouteReport | undefined {
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    return undefined;
  }
  const [route] = Array.isArray(list) ? (list as unknown[]) : [];
  if (typeof route !== 'object' || route === null) return undefined;
  const fields = new Map(Object.entries(route));
  const device: unknown = fields.get('dev');
  const gateway: unknown = fields.get('gateway');
  const next = typeof gateway === 'string' ? parseIp(gateway) : undefined;
  const metrics: unknown = fields.get('metrics');
  const mtu = (Array.isArray(metrics) ? (metrics as unknown[]) : [])
    .map(mtuOf)
    .find((one) => one !== undefined);
  const expires: unknown = fields.get('expires');
  return {
    ...(typeof device === 'string' && /^[!-.0-~]{1,15}$/.test(device) && { interface: device }),
    ...(next && { gateway: formatIp(next) }),
    ...(mtu !== undefined && { mtu }),
    ...(typeof expires === 'number' && Number.isInteger(expires) && { expires }),
  };
}

function mtuOf(metric: unknown): number | undefined {
  if (typeof metric !== 'object' || metric === null || !('mtu' in metric)) return undefined;
  const { mtu } = metric;
  // Not zero, which stands for none, and not what no packet can have.
  return typeof mtu === 'number' && Number.isInteger(mtu) && mtu >= 68 && mtu <= 0xffff ? mtu : undefined;
}
