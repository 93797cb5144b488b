import { formatIp, parseIp } from '../../core/address/ip.ts';
import type { Hop, Trace } from '../../core/world/path.ts';
import { answering } from './answering.ts';

const MOST_HOPS = 64;

/**
 * Reads the report that mtr(8) 0.94 or later prints with `-j`: for each distance the address that answered last (`???` for silence), probes sent,
 * the share lost, and times in milliseconds. Undefined when it is none, or has no hop.
 */
export function parseMtr(
  text: string,
  { target, probe }: { target: string; probe: 'tcp' | 'icmp' },
): Pick<Trace, 'hops' | 'farthest' | 'reached'> | undefined {
  const report = at(json(text), 'report');
  const hubs = at(report, 'hubs');
  if (!Array.isArray(hubs)) return undefined;
  const hops = hubs.slice(0, MOST_HOPS).flatMap(hopOf);
  if (hops.length === 0) return undefined;
  const ip = parseIp(target);
  const wanted = ip && formatIp({ family: ip.family, value: ip.value });
  const reached = hops.some(({ addresses }) => wanted !== undefined && addresses.includes(wanted));
  // Behind a router that answers for the target, mtr goes on asking it.
  const repeated = hops.findIndex(
    ({ addresses }, index) =>
      index > 0 && addresses[0] !== undefined && addresses[0] === hops[index - 1]?.addresses[0],
  );
  const seen = repeated > 0 && probe === 'tcp' ? hops.slice(0, repeated + 1) : hops;
  return { hops: answering(seen), farthest: seen.at(-1)?.ttl ?? 0, reached };
}

function hopOf(hub: unknown): Hop[] {
  const [ttl, sent, loss] = ['count', 'Snt', 'Loss%'].map((key) => numberAt(hub, key));
  if (ttl === undefined || sent === undefined || loss === undefined || sent < 1) return [];
  const host = at(hub, 'host');
  const ip = typeof host === 'string' ? parseIp(host) : undefined;
  const answered = Math.round(sent * (1 - loss / 100));
  const [best, average, worst] = ['Best', 'Avg', 'Wrst'].map((key) => numberAt(hub, key));
  const timed = answered > 0 && best !== undefined && average !== undefined && worst !== undefined;
  return [
    {
      ttl,
      addresses: ip ? [formatIp(ip)] : [],
      sent,
      answered,
      ...(timed && { latency: { best, average, worst } }),
      errors: [],
    },
  ];
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** A number that is not negative; older versions write numbers as text. */
function numberAt(value: unknown, key: string): number | undefined {
  const found = at(value, key);
  const number = typeof found === 'string' && /^\d{1,9}(?:\.\d{1,6})?$/.test(found) ? Number(found) : found;
  return typeof number === 'number' && Number.isFinite(number) && number >= 0 ? number : undefined;
}
