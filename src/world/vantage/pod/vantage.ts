import { CannotObserve } from '../../../core/cannot-observe.ts';
import type { VantageIdentity } from '../../../core/vantage-identity.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { sameServer } from '../local/dns/name-server-refusal.ts';
import { httpBy } from '../local/http.ts';
import { pathBy } from '../local/path.ts';
import { resolveBy } from '../local/resolve.ts';
import { sniffBy } from '../local/sniff.ts';
import { tlsBy } from '../local/tls.ts';
import { tlsScanBy } from '../local/tls-scan.ts';
import type { Opener, Outlook } from '../opener.ts';
import { orUntold } from './untold.ts';
import { cannotFrom } from './cannot-exec.ts';
import { dial } from './dial.ts';
import { hostView } from './host-view.ts';
import { lookup } from './lookup.ts';
import { mtu } from './mtu.ts';
import type { PodSetting } from './pod-setting.ts';
import { remoteDatagrams } from './remote-datagrams.ts';
import { remoteOpener } from './remote-opener.ts';
import { runCommandIn } from './run-command.ts';
import { resolverConfig } from './resolver-config.ts';
import { sockets } from './sockets.ts';

/** A pod as a vantage: every verb done by exec in one of its containers, with what that carries. */
export function podVantage(setting: PodSetting, identity: VantageIdentity): Vantage {
  const open = remoteOpener(setting);
  const config = resolverConfig(setting);
  const ask = resolveBy({
    dnsPort: setting.dnsPort,
    async refusal({ address, port }, signal) {
      const rule = setting.policy.refusal(address);
      if (rule === undefined || port !== setting.dnsPort) return rule;
      const { nameservers } = await config('.', signal);
      return nameservers.some((configured) => sameServer(configured, address)) ? undefined : rule;
    },
    open,
    datagrams: remoteDatagrams(setting),
  });
  const resolve = carryingDatagrams(setting) ? ask : byStreamAlone(setting, ask);
  const over = <Asked, Seen extends object>(
    verb: (outlook: Outlook) => Verb<Asked, Seen>,
  ): Verb<Asked, Seen> =>
    orUntold(
      setting,
      orLost((watched) => verb({ policy: setting.policy, open: watched }), open),
    );
  return {
    identity,
    resolverConfig: config,
    resolve,
    lookup: lookup(setting, { resolverConfig: config, resolve }),
    dial: dial(setting, remoteOpener(setting, 'connecting')),
    tls: over(tlsBy),
    tlsScan: over(tlsScanBy),
    http: over(httpBy),
    sniff: over(sniffBy),
    sockets: sockets(setting),
    hostView: hostView(setting),
    mtu: mtu(setting),
    path: orNoProgram(setting, pathBy(setting, runCommandIn(setting))),
  };
}

/** The hops, unless no program of the container looks for them. */
const orNoProgram =
  ({ place }: PodSetting, path: Vantage['path']): Vantage['path'] =>
  async (request, signal) => {
    const seen = await path(request, signal);
    if (seen.outcome === 'looked' && seen.traces.length === 0)
      throw cannotFrom(
        place,
        'has neither traceroute nor tracepath nor mtr that can be used, by which hops are looked for',
      );
    return seen;
  };

type Verb<Asked, Seen> = (request: Asked, signal: AbortSignal) => Promise<Seen>;

/** The verb's answer, unless exec lost one of its connections: then what it saw is no word of the network. */
const orLost =
  <Asked, Seen>(verb: (open: Opener) => Verb<Asked, Seen>, open: Opener): Verb<Asked, Seen> =>
  async (request, signal) => {
    let lost: CannotObserve | undefined;
    const watched: Opener = async (to, stop) => {
      const connected = await open(to, stop);
      connected.stream?.on('error', (error) => {
        if (error instanceof CannotObserve) lost ??= error;
      });
      return connected;
    };
    const seen = await verb(watched)(request, signal);
    if (lost) throw lost;
    return seen;
  };

const carryingDatagrams = ({ carried }: PodSetting): boolean =>
  carried.ways.some(({ datagrams }) => datagrams !== undefined);

/** Without datagrams a name server is asked by TCP alone: its answer counts, its silence says nothing of what clients see. */
const byStreamAlone =
  ({ place }: PodSetting, resolve: Vantage['resolve']): Vantage['resolve'] =>
  async (query, signal) => {
    const lack = cannotFrom(
      place,
      'has no program that sends datagrams, and name servers are asked by them first',
    );
    if (query.transport === 'udp') throw lack;
    const seen = await resolve({ ...query, transport: 'tcp' }, signal);
    if (query.transport === 'tcp' || seen.attempts.at(-1)?.outcome === 'answer') return seen;
    throw lack;
  };
