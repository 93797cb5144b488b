import { randomInt } from 'node:crypto';
import { BadInput } from '../../../core/bad-input.ts';
import type { DnsAttempt, DnsQuery } from '../../../core/world/dns.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { EncodeError } from '../../../wire/dns/encode-error.ts';
import { encodeQuery } from '../../../wire/dns/encode-query.ts';
import { typeName, typeNumber } from '../../../wire/dns/record-type.ts';
import type { DatagramOpener, Opener } from '../opener.ts';
import { datagramsFromHere } from './dns/datagrams.ts';
import { nameServerRefusal } from './dns/name-server-refusal.ts';
import { type ServerAddress, serverAddress } from './dns/server-address.ts';
import { askByTcp } from './dns/tcp.ts';
import { type Ask, askByUdp } from './dns/udp.ts';
import { fromHere } from './from-here.ts';
import type { LocalSetting } from './setting.ts';

// What crosses nearly every path unfragmented (DNS flag day 2020).
const UDP_PAYLOAD = 1232;

/** One question to one server. Throws BadInput when it cannot be asked; rejects with the signal's reason when that fires. */
export const resolve = (setting: LocalSetting): Vantage['resolve'] =>
  resolveBy({
    dnsPort: setting.dnsPort,
    refusal: (server, signal) => nameServerRefusal(setting, server, signal),
    open: fromHere(setting).open,
    datagrams: datagramsFromHere,
  });

/** How name servers are asked from somewhere. */
export interface AskingWays {
  /** Port of a name server whose address is given without one. */
  readonly dnsPort: number;
  /** The rule that forbids asking a server; undefined when it may be asked. */
  refusal(server: ServerAddress, signal: AbortSignal): Promise<string | undefined>;
  readonly open: Opener;
  readonly datagrams: DatagramOpener;
}

/** The same over the streams and datagrams of any vantage. */
export const resolveBy =
  (ways: AskingWays): Vantage['resolve'] =>
  async (query, signal) => {
    signal.throwIfAborted();
    const server = serverAddress(query.server, ways.dnsPort);
    const ask = { server, timeoutMs: query.timeoutMs, signal, ...prepare(query) };
    const rule = await ways.refusal(server, signal);
    const attempts =
      rule === undefined
        ? await attemptsOf(query, ask, ways)
        : [notAllowed(query.transport === 'tcp' ? 'tcp' : 'udp', rule)];
    return { server: query.server, name: query.name, type: query.type, attempts };
  };

async function attemptsOf(
  { transport, tries = 2 }: DnsQuery,
  ask: Ask,
  { open, datagrams }: AskingWays,
): Promise<DnsAttempt[]> {
  if (transport === 'tcp') return [await askByTcp(ask, open)];
  const byUdp = await askByUdp({ ...ask, tries }, datagrams);
  if (transport === 'udp' || byUdp.message?.flags.tc !== true) return [byUdp];
  return [byUdp, await askByTcp(ask, open)];
}

const notAllowed = (transport: DnsAttempt['transport'], rule: string): DnsAttempt => ({
  transport,
  outcome: 'not-allowed',
  ms: 0,
  tries: 0,
  detail: rule,
});

/** The octets of the query, and what a reply must match. */
function prepare(query: DnsQuery): Pick<Ask, 'id' | 'question' | 'query'> {
  const {
    name,
    type,
    recursionDesired = true,
    checkingDisabled = false,
    dnssecOk = false,
    nsid = false,
  } = query;
  const { udpPayload = UDP_PAYLOAD } = query;
  const id = randomInt(0x10000);
  try {
    const octets = encodeQuery({
      id,
      name,
      type,
      recursionDesired,
      checkingDisabled,
      ...(udpPayload > 0 && { edns: { udpSize: udpPayload, dnssecOk, nsid } }),
    });
    const absolute = name.endsWith('.') ? name : `${name}.`;
    return { id, query: octets, question: { name: absolute, type: typeName(typeNumber(type)), class: 'IN' } };
  } catch (error) {
    if (!(error instanceof EncodeError)) throw error;
    throw new BadInput(
      `The question has no wire form: ${error.message}.`,
      'Send a DNS name and a record type, e.g. A or TYPE65.',
    );
  }
}
