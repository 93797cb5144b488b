import type { CounterDeltas, Dial } from '../../../core/world/dial.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { counterDeltas, type Counters, parseCounters } from '../local/counters.ts';
import type { Opener } from '../opener.ts';
import type { PodSetting } from './pod-setting.ts';

const SNMP = '/proc/net/snmp';
const SNMP6 = '/proc/net/snmp6';
const NETSTAT = '/proc/net/netstat';

/** One connection attempt from the pod, closed as soon as it is open. A quiet one has the pod's kernel counters around it. */
export const dial =
  (setting: PodSetting, open: Opener): Vantage['dial'] =>
  async (request, signal): Promise<Dial> => {
    const { address, port } = request;
    const rule = setting.policy.refusal(address);
    if (rule !== undefined) return { address, port, outcome: 'not-allowed', ms: 0, rule };
    const before = request.quiet === true ? await counters(setting, signal) : undefined;
    const began = setting.sockets.ever;
    const { dial: seen, stream } = await open(request, signal);
    stream?.destroy();
    if (!before) return seen;
    const overlapped = setting.sockets.ever - began > 1;
    const after = await counters(setting, signal);
    if (!after) return seen;
    const deltas: CounterDeltas = {
      ...counterDeltas(before, after, address.includes(':') ? 6 : 4),
      overlapped,
    };
    return { ...seen, counters: deltas };
  };

/** The counters of the pod's network namespace; undefined where they cannot be read. */
async function counters({ files }: PodSetting, signal: AbortSignal): Promise<Counters | undefined> {
  const found = await files([SNMP, NETSTAT, SNMP6], signal);
  const snmp = found.get(SNMP);
  const netstat = found.get(NETSTAT);
  return snmp === undefined || netstat === undefined
    ? undefined
    : parseCounters(`${snmp}\n${netstat}`, found.get(SNMP6) ?? '');
}
