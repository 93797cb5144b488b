import { CannotObserve } from '../../../core/cannot-observe.ts';
import type { VantageIdentity } from '../../../core/vantage-identity.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { sameServer } from '../local/dns/name-server-refusal.ts';
import { httpBy } from '../local/http.ts';
import { resolveBy } from '../local/resolve.ts';
import { sniffBy } from '../local/sniff.ts';
import { tlsBy } from '../local/tls.ts';
import { tlsScanBy } from '../local/tls-scan.ts';
import type { Opener, Outlook } from '../opener.ts';
import { cannotFrom } from './cannot-exec.ts';
import { dial } from './dial.ts';
import { hostView } from './host-view.ts';
import { lookup } from './lookup.ts';
import type { PodSetting } from './pod-setting.ts';
import { remoteDatagrams } from './remote-datagrams.ts';
import { remoteOpener } from './remote-opener.ts';
import { resolverConfig } from './resolver-config.ts';
import { sockets } from './sockets.ts';

/** A pod as a vantage: every verb done by exec in one of its containers, with what that carries. */
export function podVantage(setting: PodSetting, identity: VantageIdentity): Vantage {
  const open = remoteOpener(setting);
  const config = resolverConfig(setting);
  const resolve = resolveBy({
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
  const over = <Asked, Seen>(verb: (outlook: Outlook) => Verb<Asked, Seen>): Verb<Asked, Seen> =>
    orLost((watched) => verb({ policy: setting.policy, open: watched }), open);
  return {
    identity,
    resolverConfig: config,
    resolve,
    lookup: lookup(setting, { resolverConfig: config, resolve }),
    dial: dial(setting, open),
    tls: over(tlsBy),
    tlsScan: over(tlsScanBy),
    http: over(httpBy),
    sniff: orUntold(setting, over(sniffBy)),
    sockets: sockets(setting),
    hostView: hostView(setting),
  };
}

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

/** A netcat does not say whether a connection that ended without a byte was closed or reset: that is not passed off as either. */
const orUntold =
  ({ carried, place }: PodSetting, sniff: Vantage['sniff']): Vantage['sniff'] =>
  async (request, signal) => {
    const heard = await sniff(request, signal);
    const [way] = carried.ways;
    if (heard.outcome === 'closed' && way?.tellsEnds === false)
      throw cannotFrom(
        place,
        `has only ${way.name}, which does not say whether the connection was closed or reset`,
      );
    return heard;
  };
