import type { PathMtu } from '../../../core/world/mtu.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { since } from './connect.ts';
import { Details } from './mtu/details.ts';
import { routeMtu } from './mtu/route-mtu.ts';
import { segmentSettings } from './mtu/settings.ts';
import { tcpSizes } from './mtu/tcp-sizes.ts';
import { Witnesses } from './mtu/witnesses.ts';
import type { LocalSetting } from './setting.ts';

/**
 * The mtu verb. TCP is the first witness: single segments of many sizes to an open port, and the kernel's own list says which were acknowledged,
 * without privileges and without a program (RFC 8899 has the idea of such a search). Programs at hand are asked at the same time.
 */
export const mtu =
  (setting: LocalSetting): Vantage['mtu'] =>
  async (request, signal): Promise<PathMtu> => {
    const { address, port, timeoutMs } = request;
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
    try {
      const seen =
        port === undefined || !details
          ? undefined
          : await tcpSizes({
              request: { ...request, port },
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
      await witnesses.finish(seen);
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
