import type { HelloReply, TlsScan, VersionProbe } from '../../../core/world/tls-scan.ts';
import type { Vantage } from '../../../core/world/world.ts';
import { TLS13, versionName, VERSIONS } from '../../../wire/tls/protocol-version.ts';
import { loudly } from './quiet-window.ts';
import type { LocalSetting } from './setting.ts';
import { cipherList, groups12, groups13, type Send } from './tls/deep-scan.ts';
import { deadline } from './tls/deadline.ts';
import { largeHello, smallHello, versionHello } from './tls/hello-kinds.ts';
import { type ProbeResult, probeHello } from './tls/hello-probe.ts';
import { limited } from './tls/limit.ts';

const AT_ONCE = 16;
/** A server that leaves an old version's hello unanswered is not waited for longer. */
const PATIENCE_MS = 2000;
const GREETING_MS = 1000;

/**
 * Raw hellos, all at once: a small and a large one, and each version alone; with `deep` the cipher suites and groups too.
 * No OpenSSL is involved, so what it cannot speak is seen as well. Each hello is one connection.
 */
export const tlsScan =
  (setting: LocalSetting): Vantage['tlsScan'] =>
  async (request, signal) => {
    signal.throwIfAborted();
    const { address, servername, timeoutMs } = request;
    if (setting.policy.refusal(address) !== undefined) {
      const reply: HelloReply = { outcome: 'not-allowed', helloBytes: 0, ms: 0 };
      return {
        address,
        small: [reply],
        large: [reply],
        versions: [],
        ciphers: [],
        groups: [],
        connections: 0,
      };
    }
    let connections = 0;
    const slot = limited(AT_ONCE);
    const scanSetting = { request, signal, procNet: setting.files.proc };
    const send =
      (patience: number): Send =>
      (offer, wantGroup) =>
        slot(() => {
          connections += 1;
          return loudly(() => probeHello(scanSetting, offer, Math.min(timeoutMs, patience), wantGroup));
        });
    const patient = send(timeoutMs);
    const early = request.cautious ? patient(smallHello(servername)) : undefined;
    const greeting = early && (await soon(early, signal));
    if (greeting?.reply.plaintext?.protocol === 'mysql') {
      return {
        address,
        small: [greeting.reply],
        large: [],
        versions: [],
        ciphers: [],
        groups: [],
        connections,
      };
    }
    const [hellos, older] = await Promise.all([
      twoHellos(patient, servername, early),
      olderVersions(send(PATIENCE_MS), servername),
    ]);
    const newest = { version: TLS13, result: hellos.first };
    const accepted = [...older, newest].filter(({ version, result }) => result.version === version);
    const deep = request.deep
      ? await deepScan(send(PATIENCE_MS), servername, accepted)
      : { ciphers: [], groups: [] };
    return {
      address,
      small: hellos.small,
      large: hellos.large,
      versions: [...older, newest].map(versionProbe),
      ...deep,
      connections,
    } satisfies TlsScan;
  };

interface Asked {
  readonly version: number;
  readonly result: ProbeResult;
}

/** What came back, unless nothing did for a second: a server that greets does so at once. */
const soon = (early: Promise<ProbeResult>, signal: AbortSignal): Promise<ProbeResult | undefined> =>
  deadline(GREETING_MS, signal).within(early, undefined);

/** Both hellos; when only one is answered both are sent once more, so that one lost packet decides nothing. */
async function twoHellos(
  send: Send,
  servername: string | undefined,
  early: Promise<ProbeResult> | undefined,
): Promise<{ first: ProbeResult; small: HelloReply[]; large: HelloReply[] }> {
  const both = (known?: Promise<ProbeResult>): Promise<[ProbeResult, ProbeResult]> =>
    Promise.all([known ?? send(smallHello(servername)), send(largeHello(servername))]);
  const [small, large] = await both(early);
  if (answered(small) === answered(large))
    return { first: small, small: [small.reply], large: [large.reply] };
  const [again, largeAgain] = await both();
  return { first: small, small: [small.reply, again.reply], large: [large.reply, largeAgain.reply] };
}

const answered = ({ reply }: ProbeResult): boolean =>
  ['server-hello', 'alert', 'plaintext'].includes(reply.outcome);

/** TLS 1.3 needs no hello of its own: the small one offers it. */
function olderVersions(send: Send, servername: string | undefined): Promise<Asked[]> {
  return Promise.all(
    VERSIONS.filter((version) => version !== TLS13).map(async (version) => ({
      version,
      result: await send(versionHello(servername, version)),
    })),
  );
}

async function deepScan(
  send: Send,
  servername: string | undefined,
  accepted: readonly Asked[],
): Promise<Pick<TlsScan, 'ciphers' | 'groups'>> {
  const newest = accepted.at(-1)?.version;
  const groups =
    newest === undefined
      ? []
      : newest === TLS13
        ? groups13(send, servername)
        : groups12(send, servername, newest);
  const ciphers = accepted.map(({ version, result }) =>
    cipherList(send, servername, version, version === TLS13 ? undefined : result.suite),
  );
  return { ciphers: await Promise.all(ciphers), groups: await groups };
}

function versionProbe({ version, result }: Asked): VersionProbe {
  return { version: versionName(version), accepted: result.version === version, reply: result.reply };
}
