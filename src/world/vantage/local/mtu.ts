import type { MtuRequest, PathMtu } from '../../../core/world/mtu.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { since } from './connect.ts';
import { Details } from './mtu/details.ts';
import { routeMtu } from './mtu/route-mtu.ts';
import { segmentSettings } from './mtu/settings.ts';
import { tcpSizes } from './mtu/tcp-sizes.ts';
import type { TcpSeen } from './mtu/tcp-trial.ts';
import { Witnesses } from './mtu/witnesses.ts';
import type { LocalSetting } from './setting.ts';

/** On how many connections the largest size is tried, and on how many more where another witness contradicts. */
const TOPS = 2;
const TOPS_IN_DOUBT = 8;
/** Connections to one address, in all. */
const MOST = 40;

/**
 * The mtu verb. TCP is the first witness: single segments of many sizes to an open port, and the kernel's own list says which were acknowledged,
 * without privileges and without a program (RFC 8899 has the idea of such a search). Programs at hand are asked at the same time.
 */
export const mtu =
  (setting: LocalSetting): Vantage['mtu'] =>
  async (request, signal): Promise<PathMtu> => {
    const { address, port, max, timeoutMs } = request;
    const started = performance.now();
    const rule = setting.policy.refusal(address);
    const nothing = { address, answers: [], echoes: [], traces: [], unusable: [], connections: 0 };
    if (rule !== undefined) {
      return { ...nothing, outcome: 'not-allowed', rule, route: { known: false }, settings: UNREAD, ms: 0 };
    }
    const deadline = started + timeoutMs;
    const routed = routeMtu(setting, address, signal);
    const route = routed.then((one) => one.route);
    const settings = segmentSettings();
    const witnesses = new Witnesses({ request, route, deadline, signal });
    const details = port === undefined ? undefined : new Details(address, port, signal);
    const measure = (tops: number, ask: MtuRequest['ask'], most: number) =>
      port === undefined || !details
        ? undefined
        : tcpSizes({
            request: { address, port, timeoutMs, ...(ask && { ask }), ...(max !== undefined && { max }) },
            tops,
            most,
            proc: setting.files.proc,
            route,
            settings,
            details,
            deadline,
            signal,
            opened: (roundTripMs) => witnesses.start(roundTripMs),
            doubt: (top) => witnesses.trace(top),
            nearing: (bracket) => witnesses.confirm(bracket),
          });
    try {
      let seen = await measure(TOPS, request.ask, MOST);
      await witnesses.finish(seen);
      if (seen && witnesses.contradict(seen)) {
        seen = together(seen, await measure(TOPS_IN_DOUBT, undefined, MOST - seen.tcp.connections));
      }
      const { unusable } = await routed;
      return {
        ...nothing,
        outcome: 'looked',
        route: await route,
        settings: await settings,
        ...(seen && { tcp: seen.tcp }),
        answers: seen?.answers ?? [],
        echoes: witnesses.echoes,
        traces: witnesses.traces,
        unusable: [...unusable, ...(details?.unusable ? [details.unusable] : []), ...witnesses.unusable],
        connections: seen?.tcp.connections ?? 0,
        ms: since(started),
      };
    } finally {
      witnesses.end();
    }
  };

const UNREAD = { platform: process.platform, timestamps: null, mtuProbing: null, noDiscovery: null };

/** Two measurements of the same path. */
function together(one: TcpSeen, other: TcpSeen | undefined): TcpSeen {
  if (!other || other.tcp.segments.length === 0) return one;
  const { segments, connections, failed } = one.tcp;
  return {
    ...one,
    tcp: {
      ...one.tcp,
      segments: [...segments, ...other.tcp.segments.map((each) => ({ ...each, round: each.round + 1 }))],
      connections: connections + other.tcp.connections,
      failed: failed + other.tcp.failed,
    },
  };
}
