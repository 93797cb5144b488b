import { setTimeout as pause } from 'node:timers/promises';
import { parseIp, unmapped } from '../../../core/address/ip.ts';
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
  const ip = parseIp(request.address);
  const deltas = counterDeltas(before, after, ip ? unmapped(ip).family : 4);
  return { ...seen, counters: { ...deltas, overlapped: overlapped() } };
}
