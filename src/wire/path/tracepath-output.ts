import { formatIp, parseIp } from '../../core/address/ip.ts';
import type { Hop, Trace } from '../../core/world/path.ts';
import { answering } from './answering.ts';
import { icmpMark } from './icmp-mark.ts';
import { latencyOf } from './latency.ts';

const MOST_HOPS = 64;

/**
 * Reads what tracepath(8) prints with `-n`: a line a probe, `TTL: address TIMEms`, then `pmtu N` where the path narrows, a mark where an
 * ICMP error ended it, `reached` at the target. The address on a line with `pmtu` is who said so. Undefined when no line is one.
 */
export function parseTracepath(
  text: string,
  target: string,
): (Pick<Trace, 'hops' | 'farthest' | 'reached' | 'mtu'> & { narrowedBy?: string }) | undefined {
  const family = parseIp(target)?.family ?? 4;
  const hops = new Map<number, Hop & { times: number[] }>();
  let [reached, mtu, narrowedBy]: [boolean, number | undefined, string | undefined] = [
    false,
    undefined,
    undefined,
  ];
  for (const line of text.split('\n').slice(0, 4 * MOST_HOPS)) {
    const [, ttl, rest = ''] = /^\s{0,3}(\d{1,3})\??:\s{1,4}(.{0,500})$/.exec(line) ?? [];
    mtu = Number(/\bpmtu (\d{2,5})\b/.exec(line)?.[1] ?? mtu) || mtu;
    if (ttl === undefined || rest.startsWith('[LOCALHOST]')) continue;
    const words = rest.trim().split(/\s+/);
    const ip = parseIp(words[0] ?? '');
    const hop = hops.get(Number(ttl)) ?? emptyHop(Number(ttl));
    hops.set(hop.ttl, hop);
    hop.sent++;
    if (!ip) continue;
    const from = formatIp(ip);
    const narrows = /\bpmtu \d/.test(rest);
    if (narrows) narrowedBy = from;
    else if (!hop.addresses.includes(from)) hop.addresses.push(from);
    hop.answered++;
    const time = /^(\d{1,6}(?:\.\d{1,6})?)ms$/.exec(words[1] ?? '')?.[1];
    if (time !== undefined && !narrows) hop.times.push(Number(time));
    const error = words.map((word) => icmpMark(word, family)).find((mark) => mark !== undefined);
    if (error) hop.errors.push({ from, ...error });
    if (words.includes('reached')) reached = true;
  }
  if (hops.size === 0) return undefined;
  const seen = [...hops.values()].slice(0, MOST_HOPS).map(finished);
  return {
    hops: answering(seen),
    farthest: seen.at(-1)?.ttl ?? 0,
    reached,
    ...(mtu !== undefined && { mtu }),
    ...(narrowedBy !== undefined && { narrowedBy }),
  };
}

const emptyHop = (ttl: number): Hop & { times: number[] } => ({
  ttl,
  addresses: [],
  sent: 0,
  answered: 0,
  errors: [],
  times: [],
});

function finished({ times, ...hop }: Hop & { times: number[] }): Hop {
  const latency = latencyOf(times);
  return { ...hop, ...(latency && { latency }) };
}
