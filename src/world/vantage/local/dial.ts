import { setTimeout as pause } from 'node:timers/promises';
import { parseIp } from '../../../core/address/ip.ts';
import type { Dial, DialRequest } from '../../../core/world/dial.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { connect } from './connect.ts';
import { counterDeltas, readCounters } from './counters.ts';
import { loudly, quietly } from './quiet-window.ts';
import type { LocalSetting } from './setting.ts';
import { synsSent } from './syns-sent.ts';

/** An ICMP error may arrive a little after the kernel has given up on the socket. */
const SETTLE_MS = 30;

/** The dial verb: one TCP connection attempt, closed as soon as it is open. */
export const dial =
  (setting: LocalSetting): Vantage['dial'] =>
  async (request, signal) => {
    const { address, port } = request;
    const rule = setting.policy.refusal(address);
    if (rule !== undefined) return { address, port, outcome: 'not-allowed', ms: 0, rule };
    const { proc } = setting.files;
    return request.quiet === true
      ? quietly((overlapped) => counted(proc, request, signal, overlapped), signal)
      : loudly(() => attempt(proc, request, signal));
  };

async function attempt(proc: string, request: DialRequest, signal: AbortSignal): Promise<Dial> {
  const { dial: seen, socket } = await connect(request, signal, synsSent(proc, request.port));
  socket?.destroy();
  return seen;
}

async function counted(
  proc: string,
  request: DialRequest,
  signal: AbortSignal,
  overlapped: () => boolean,
): Promise<Dial> {
  const before = await readCounters(proc);
  const seen = await attempt(proc, request, signal);
  if (!before) return seen;
  await pause(SETTLE_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
  const after = await readCounters(proc);
  if (!after) return seen;
  const deltas = counterDeltas(before, after, packetFamily(request.address));
  return { ...seen, counters: { ...deltas, overlapped: overlapped() } };
}

/** The family that goes over the wire: an IPv4-mapped address is IPv4 (RFC 4291 section 2.5.5.2). */
function packetFamily(address: string): 4 | 6 {
  const ip = parseIp(address);
  return ip?.family === 6 && ip.value >> 32n !== 0xffffn ? 6 : 4;
}
