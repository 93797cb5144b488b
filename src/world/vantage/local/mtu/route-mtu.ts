import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostView } from '../../../../core/world/host-view.ts';
import type { RouteMtu } from '../../../../core/world/mtu.ts';
import type { Unusable } from '../../../../core/world/path.ts';
import { parseRouteReport } from '../../../../wire/path/route-report.ts';
import { hostView } from '../host-view.ts';
import { attempt, type Run } from '../path/attempt.ts';
import type { LocalSetting } from '../setting.ts';

const DEADLINE_MS = 1_000;
/** The interfaces' own MTU is here too, and here it is always that of this network namespace. */
const SETTINGS = '/proc/sys/net/ipv6/conf';

interface Routed {
  readonly route: RouteMtu;
  /** Why `ip` could not tell, where it could not. */
  readonly unusable: Unusable[];
}

/** The interface, gateway and MTU towards an address, before anything is sent. */
export const routeMtu = async (
  setting: LocalSetting,
  address: string,
  signal: AbortSignal,
): Promise<Routed> => {
  const [view, report] = await Promise.all([
    hostView(setting)([address], signal),
    routeReport(address, signal),
  ]);
  return routed(view, report, settingOf);
};

/** The same from what a host and its `ip` have said; `mtuOf` is asked for the MTU of an interface that the host did not name. */
export async function routed(
  view: HostView,
  report: Awaited<ReturnType<typeof routeReport>>,
  mtuOf: (name: string) => Promise<number | undefined> = async () => undefined,
): Promise<Routed> {
  const told = 'seen' in report ? report.seen : undefined;
  const name = told?.interface ?? view.routes[0]?.interface;
  const interfaceMtu =
    view.interfaces.find((one) => one.name === name)?.mtu ??
    (name === undefined ? undefined : await mtuOf(name));
  return {
    route: {
      known: told !== undefined,
      ...(name !== undefined && { interface: name }),
      ...(interfaceMtu !== undefined && { interfaceMtu }),
      ...(told?.gateway !== undefined && { gateway: told.gateway }),
      ...(told?.mtu !== undefined && { mtu: told.mtu, learned: told.expires !== undefined }),
    },
    unusable: 'unusable' in report ? [report.unusable] : [],
  };
}

/** What `ip` says of the route now. */
export const routeReport = (address: string, signal: AbortSignal, run?: Run) =>
  attempt(
    {
      program: 'ip',
      args: ['-j', 'route', 'get', address],
      timeoutMs: DEADLINE_MS,
      read: (text) => parseRouteReport(text),
    },
    signal,
    run,
  );

async function settingOf(name: string): Promise<number | undefined> {
  const text = await readFile(join(SETTINGS, name, 'mtu'), 'latin1').catch(() => '');
  const mtu = Number(text.trim());
  return mtu > 0 ? mtu : undefined;
}
