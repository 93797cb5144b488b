import type { TlsScan } from '../../../core/world/tls-scan.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { TLS13, versionName } from '../../../wire/tls/protocol-version.ts';
import type { Outlook } from '../opener.ts';
import { fromHere } from './from-here.ts';
import type { LocalSetting } from './setting.ts';
import { deepScan, type Send } from './tls/deep-scan.ts';
import { type ProbeResult, probeHello } from './tls/hello-probe.ts';
import { limited } from './tls/limit.ts';
import { ownHelloIsLarge, oneLarge, twoHellos } from './tls/two-hellos.ts';
import { type AskedVersion, olderVersions } from './tls/versions.ts';

const AT_ONCE = 16;
/** A server that leaves an old version's hello unanswered is not waited for longer. */
const PATIENCE_MS = 2000;

/**
 * Raw hellos, all of a part at once. No OpenSSL is involved, so what it cannot speak is seen as well. Each hello is one
 * connection; nothing is answered to what comes back.
 */
export const tlsScan = (setting: LocalSetting): Vantage['tlsScan'] => tlsScanBy(fromHere(setting));

/** The same over the connections of any outlook. */
export const tlsScanBy =
  ({ policy, open }: Outlook): Vantage['tlsScan'] =>
  async (request, signal) => {
    signal.throwIfAborted();
    const { address, servername, timeoutMs, parts } = request;
    const nothing: TlsScan = {
      address,
      small: [],
      large: [],
      versions: [],
      ciphers: [],
      groups: [],
      connections: 0,
    };
    if (policy.refusal(address) !== undefined) {
      return { ...nothing, small: [{ outcome: 'not-allowed', helloBytes: 0, ms: 0 }] };
    }
    let connections = 0;
    const slot = limited(AT_ONCE);
    const scanSetting = { request, signal, open };
    const send =
      (patience: number): Send =>
      (offer, wantGroup) =>
        slot(() => {
          connections += 1;
          return probeHello(scanSetting, offer, Math.min(timeoutMs, patience), wantGroup);
        });
    const patient = send(timeoutMs);
    const [older, hellos] = await Promise.all([
      parts.includes('hellos') && parts.length === 1 ? [] : olderVersions(send(PATIENCE_MS), servername),
      helloPart(patient, servername, parts.includes('hellos')),
    ]);
    const deep = parts.includes('deep') ? await deepScan(send(PATIENCE_MS), servername, older) : {};
    const newest: AskedVersion[] = hellos.first ? [{ version: TLS13, result: hellos.first }] : [];
    return {
      ...nothing,
      ...deep,
      small: hellos.small.map(({ reply }) => reply),
      large: hellos.large.map(({ reply }) => reply),
      versions: [...older, ...newest].map(({ version, result }) => ({
        version: versionName(version),
        accepted: result.version === version,
        reply: result.reply,
      })),
      connections,
    };
  };

interface Hellos {
  readonly first?: ProbeResult;
  readonly small: readonly ProbeResult[];
  readonly large: readonly ProbeResult[];
}

async function helloPart(send: Send, servername: string | undefined, both: boolean): Promise<Hellos> {
  if (!both) return { small: [], large: ownHelloIsLarge() ? [] : [await oneLarge(send, servername)] };
  const { small, large } = await twoHellos(send, servername);
  return { small, large, ...(small[0] && { first: small[0] }) };
}
