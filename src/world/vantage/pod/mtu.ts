import type { PathMtu, SegmentSettings } from '../../../core/world/mtu.ts';
import type { Trace, Unusable } from '../../../core/world/path.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { since } from '../local/connect.ts';
import { Echoes } from '../local/mtu/echoes.ts';
import { routed, routeReport } from '../local/mtu/route-mtu.ts';
import { type Run, sorted } from '../local/path/attempt.ts';
import { tracepath } from '../local/path/tracepath.ts';
import { tracerouteSize } from '../local/path/traceroute.ts';
import { cannotFrom } from './cannot-exec.ts';
import { hostView } from './host-view.ts';
import { SMALLEST } from './mtu/search-sizes.ts';
import { tcpSizesIn } from './mtu/tcp-sizes.ts';
import type { PodSetting } from './pod-setting.ts';
import { runCommandIn } from './run-command.ts';

const USUAL = 1_500;
/** How long an echo is waited for, in milliseconds. */
const ECHO_MS = 700;
const MOST_HOPS = 16;

/**
 * The mtu verb from a pod: single segments by python3, echo requests by iputils' ping, hops by traceroute or tracepath, each where the container
 * carries it. Throws CannotObserve where it carries none of them. The way back is not looked at.
 */
export const mtu =
  (setting: PodSetting): Vantage['mtu'] =>
  async (request, signal): Promise<PathMtu> => {
    const { address, port, max, timeoutMs } = request;
    const started = performance.now();
    const rule = setting.policy.refusal(address);
    const nothing = { address, answers: [], echoes: [], traces: [], unusable: [], connections: 0 };
    if (rule !== undefined)
      return { ...nothing, outcome: 'not-allowed', rule, route: { known: false }, settings: UNREAD, ms: 0 };
    const deadline = started + timeoutMs;
    const run = runCommandIn(setting);
    const [{ route, unusable }, settings] = await Promise.all([
      routeOf(setting, address, run, signal),
      settingsOf(setting, signal),
    ]);
    const echoes = new Echoes(address, signal, run);
    const top = Math.min(route.interfaceMtu ?? USUAL, max ?? Number.POSITIVE_INFINITY, 65_535);
    const carried = setting.carried.programs.has('python3');
    const [tcp] = await Promise.all([
      port === undefined || !carried
        ? undefined
        : tcpSizesIn({ request: { ...request, port }, route, run, deadline, signal }),
      echoes.send([top, SMALLEST], ECHO_MS),
    ]);
    const measured = (tcp?.segments.length ?? 0) > 0;
    if (!measured && tcp?.spared !== true) await echoes.search(top, ECHO_MS, deadline);
    const lost = tcp?.segments.some(({ outcome }) => outcome === 'stuck') ?? false;
    const traced =
      lost || echoes.unanswered(top)
        ? await traceSizes(address, top, run, signal)
        : { seen: [], unusable: [] };
    if (!tcp && echoes.seen.length === 0 && traced.seen.length === 0)
      throw cannotFrom(
        setting.place,
        `has neither python3${port === undefined ? ' (and no port to use it on)' : ''} nor ping of iputils, by which sizes are tried`,
      );
    return {
      ...nothing,
      outcome: 'looked',
      route,
      settings,
      ...(tcp && { tcp }),
      echoes: echoes.seen,
      traces: traced.seen,
      unusable: [...unusable, ...echoes.unusable, ...traced.unusable],
      connections: tcp?.connections ?? 0,
      ms: since(started),
    };
  };

/** How far packets of the largest size get, and how far small ones. */
async function traceSizes(
  address: string,
  size: number,
  run: Run,
  signal: AbortSignal,
): Promise<{ seen: Trace[]; unusable: Unusable[] }> {
  const how = { most: MOST_HOPS, waitS: ECHO_MS / 1000, timeoutMs: 2_000 };
  const both = sorted(
    await Promise.all([
      tracerouteSize(address, size, how, signal, run),
      tracerouteSize(address, SMALLEST, how, signal, run),
    ]),
  );
  if (both.seen.length > 0) return both;
  const other = sorted([await tracepath(address, 2_000, signal, run)]);
  return { seen: other.seen, unusable: [...both.unusable.slice(0, 1), ...other.unusable] };
}

async function routeOf(
  setting: PodSetting,
  address: string,
  run: Run,
  signal: AbortSignal,
): ReturnType<typeof routed> {
  return routed(
    ...(await Promise.all([hostView(setting)([address], signal), routeReport(address, signal, run)])),
  );
}

const SETTINGS = ['tcp_timestamps', 'tcp_mtu_probing', 'ip_no_pmtu_disc'].map(
  (name) => `/proc/sys/net/ipv4/${name}`,
);
const UNREAD = { platform: 'linux', timestamps: null, mtuProbing: null, noDiscovery: null };

/** The pod's own kernel settings: its network namespace has its own. */
async function settingsOf({ files }: PodSetting, signal: AbortSignal): Promise<SegmentSettings> {
  const found = await files(SETTINGS, signal);
  const [timestamps, mtuProbing, noDiscovery] = SETTINGS.map((path) => {
    const text = found.get(path)?.trim() ?? '';
    return /^\d{1,9}$/.test(text) ? Number(text) : null;
  });
  return {
    platform: 'linux',
    timestamps: timestamps == null ? null : timestamps !== 0,
    mtuProbing: mtuProbing ?? null,
    noDiscovery: noDiscovery ?? null,
  };
}
