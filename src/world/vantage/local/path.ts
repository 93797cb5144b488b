import type { Path, Trace } from '../../../core/world/path.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { since } from './connect.ts';
import { type Attempt, type Run, sorted } from './path/attempt.ts';
import { mtr } from './path/mtr.ts';
import { probesToTarget } from './path/probes-to-target.ts';
import { tracepath } from './path/tracepath.ts';
import { tracerouteTcp, tracerouteUdp } from './path/traceroute.ts';
import type { LocalSetting } from './setting.ts';

/** The path verb: the hops to an address by the programs that are there and permitted, which get the address literal only. */
export const path = (setting: LocalSetting): Vantage['path'] => pathBy(setting);

/** The same by programs that `run` runs. */
export const pathBy =
  ({ policy }: Pick<LocalSetting, 'policy'>, run?: Run): Vantage['path'] =>
  async ({ address, port, sparing = false, timeoutMs }, signal): Promise<Path> => {
    const rule = policy.refusal(address);
    const nothing = { address, traces: [], unusable: [], probesToTarget: 0, ms: 0 };
    if (rule !== undefined) return { ...nothing, outcome: 'not-allowed', rule };
    const started = performance.now();
    const left = (): number => Math.max(50, timeoutMs - (performance.now() - started));
    const tcp = async (): Promise<Attempt<Trace>[]> => {
      if (port === undefined) return [];
      const raw = await tracerouteTcp(address, port, left(), signal, run);
      // mtr connects for good, which a port may count against its clients.
      return 'seen' in raw || sparing ? [raw] : [raw, await mtr(address, port, left(), signal, run)];
    };
    const attempts = (
      await Promise.all([tcp(), mtr(address, undefined, left(), signal, run).then((one) => [one])])
    ).flat();
    for (const instead of [tracerouteUdp, tracepath]) {
      if (attempts.some((one) => 'seen' in one && one.seen.hops.length > 0)) break;
      // Each only where the one before it saw nothing.
      attempts.push(await instead(address, left(), signal, run));
    }
    const { seen, unusable } = sorted(attempts);
    const probes = seen.reduce((sum, trace) => sum + probesToTarget(trace), 0);
    return {
      ...nothing,
      outcome: 'looked',
      traces: seen,
      unusable,
      probesToTarget: probes,
      ms: since(started),
    };
  };
