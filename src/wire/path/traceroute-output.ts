import { formatIp, parseIp } from '../../core/address/ip.ts';
import type { Hop, IcmpError, Trace } from '../../core/world/path.ts';
import { icmpMark, portUnreachable } from './icmp-mark.ts';
import { answering } from './answering.ts';
import { latencyOf } from './latency.ts';

const MOST_HOPS = 64;

/** What was asked of traceroute. */
export interface TracerouteQuestion {
  readonly target: string;
  readonly probe: 'tcp' | 'udp' | 'icmp';
  /** The largest distance asked for. */
  readonly most: number;
}

/**
 * Reads what traceroute(8) for Linux prints with `-n`, and BSD's and BusyBox's too: a line a distance, on it addresses, times in
 * milliseconds, marks of ICMP errors, `*` for silence, and with `-O info` the flags of the target's answer. Undefined when no line is one.
 */
export function parseTraceroute(
  text: string,
  question: TracerouteQuestion,
): Pick<Trace, 'hops' | 'farthest' | 'reached' | 'reply' | 'mtu'> | undefined {
  const { target, probe, most } = question;
  const family = parseIp(target)?.family ?? 4;
  const lines = text.split('\n').flatMap((line) => lineOf(line, family));
  if (lines.length === 0) return undefined;
  const all = lines.slice(0, MOST_HOPS).map(({ hop }) => hop);
  const farthest = all.at(-1)?.ttl ?? 0;
  const hops = answering(all);
  const last = hops.at(-1);
  const reached = hops.some(
    ({ addresses, errors }) => addresses.includes(canonical(target)) && errors.length === 0,
  );
  const reply = lines.find(({ flags }) => flags !== undefined)?.flags;
  const mtus = hops.flatMap(({ errors }) => errors.flatMap(({ mtu }) => mtu ?? []));
  const endedEarly =
    last !== undefined && last.ttl === farthest && farthest < most && last.errors.length === 0;
  if (!reached && endedEarly) last.errors.push(...silentErrors(last, family));
  return {
    hops,
    farthest,
    // A host may answer a datagram from another of its addresses.
    reached: !reached && endedEarly && probe === 'udp' ? null : reached,
    ...(reply !== undefined && { reply: /rst/.test(reply) ? 'reset' : 'syn-ack' }),
    ...(mtus.length > 0 && { mtu: Math.min(...mtus) }),
  };
}

/** Traceroute ends at an error, and prints nothing for a port unreachable. */
const silentErrors = ({ addresses }: Hop, family: 4 | 6): IcmpError[] =>
  addresses.map((from) => ({ from, ...portUnreachable(family) }));

function lineOf(line: string, family: 4 | 6): { hop: Hop; flags?: string }[] {
  const [, distance, rest = ''] = /^\s{0,3}(\d{1,3}) {1,2}(.{0,2000})$/.exec(line) ?? [];
  if (distance === undefined) return [];
  const hop: Hop = { ttl: Number(distance), addresses: [], sent: 0, answered: 0, errors: [] };
  const times: number[] = [];
  let flags: string | undefined;
  let from: string | undefined;
  const words = rest.trim().split(/\s+/);
  for (const [index, word] of words.entries()) {
    const ip = parseIp(word);
    if (ip) from = formatIp(ip);
    const mark = icmpMark(word, family);
    if (word === '*') hop.sent++;
    else if (ip && from !== undefined && !hop.addresses.includes(from)) hop.addresses.push(from);
    else if (/^\d{1,6}(?:\.\d{1,6})?$/.test(word) && words[index + 1] === 'ms' && from !== undefined) {
      hop.sent++;
      hop.answered++;
      times.push(Number(word));
    } else if (mark && from !== undefined) add(hop.errors, { from, ...mark });
    else if (/^<[a-z,]{1,40}>$/.test(word)) flags = word;
  }
  if (hop.sent === 0) return [];
  const latency = latencyOf(times);
  return [{ hop: { ...hop, ...(latency && { latency }) }, ...(flags !== undefined && { flags }) }];
}

function add(errors: IcmpError[], error: IcmpError): void {
  if (errors.length < 8 && !errors.some(({ from, name }) => from === error.from && name === error.name))
    errors.push(error);
}

function canonical(address: string): string {
  const ip = parseIp(address);
  return ip ? formatIp({ family: ip.family, value: ip.value }) : address;
}
