import type { CipherList } from '../../../../core/world/tls-scan.ts';
import { SUITES_12, SUITES_13, suiteName } from '../../../../wire/tls/cipher-suite.ts';
import type { HelloOffer } from '../../../../wire/tls/client-hello.ts';
import { CLASSIC_GROUPS, groupName, SCANNED_GROUPS } from '../../../../wire/tls/named-group.ts';
import { TLS13, versionName } from '../../../../wire/tls/protocol-version.ts';
import { groupHello, versionHello } from './hello-kinds.ts';
import type { ProbeResult } from './hello-probe.ts';
import type { AskedVersion } from './versions.ts';

/** Sends a hello; `wantGroup` reads on to the key exchange of TLS 1.2. */
export type Send = (offer: HelloOffer, wantGroup?: boolean) => Promise<ProbeResult>;

/** Suites of every version that is accepted, and groups: of TLS 1.3, or of the newest version where there is no 1.3. */
export async function deepScan(
  send: Send,
  servername: string | undefined,
  older: readonly AskedVersion[],
): Promise<{ ciphers: CipherList[]; groups: string[] }> {
  const accepted = older.filter(({ version, result }) => result.version === version);
  const newest = accepted.at(-1)?.version;
  const [ciphers, modern, classic] = await Promise.all([
    Promise.all([
      ...accepted.map(({ version, result }) => cipherList(send, servername, version, result.suite)),
      cipherList(send, servername, TLS13),
    ]),
    groups13(send, servername),
    newest === undefined ? [] : groups12(send, servername, newest),
  ]);
  return {
    ciphers: ciphers.filter(({ suites }) => suites.length > 0),
    groups: modern.length > 0 ? modern : classic,
  };
}

/**
 * The suites a server accepts under one version, in the order it picks them: all are offered, the pick is taken away, and so on
 * until it refuses. `first` is a pick that is known already.
 */
async function cipherList(
  send: Send,
  servername: string | undefined,
  version: number,
  first?: number,
): Promise<CipherList> {
  const picks: number[] = [];
  let left = [...(version === TLS13 ? SUITES_13 : SUITES_12)];
  const take = (suite: number): void => {
    picks.push(suite);
    left = left.filter((candidate) => candidate !== suite);
  };
  if (first !== undefined && left.includes(first)) take(first);
  let complete = true;
  while (left.length > 0) {
    const { reply, version: answered, suite } = await send(versionHello(servername, version, left));
    const accepted = reply.outcome === 'server-hello' && answered === version;
    if (!accepted || suite === undefined || !left.includes(suite)) {
      // An alert or an end is a refusal; silence or a failed connection leaves the list open.
      complete = ['alert', 'closed', 'reset', 'server-hello'].includes(reply.outcome);
      break;
    }
    take(suite);
  }
  const serverOrder = picks.length < 2 ? null : await ownOrder(send, servername, version, picks);
  return { version: versionName(version), suites: picks.map(suiteName), serverOrder, complete };
}

/** Offered backwards, a server with an order of its own still picks its first. */
async function ownOrder(
  send: Send,
  servername: string | undefined,
  version: number,
  picks: readonly number[],
): Promise<boolean | null> {
  const { suite } = await send(versionHello(servername, version, picks.toReversed()));
  return suite === undefined ? null : suite === picks[0];
}

/** TLS 1.3: each group offered alone. */
async function groups13(send: Send, servername: string | undefined): Promise<string[]> {
  const answers = await Promise.all(
    SCANNED_GROUPS.map(async (group) => ({
      group,
      result: await send(groupHello(servername, TLS13, [group])),
    })),
  );
  return answers.filter(({ group, result }) => result.group === group).map(({ group }) => groupName(group));
}

/** ECDHE before TLS 1.3: the server's pick is taken away until it refuses, since one group alone may clash with its certificate's curve. */
async function groups12(send: Send, servername: string | undefined, version: number): Promise<string[]> {
  const picks: number[] = [];
  for (
    let left = [...CLASSIC_GROUPS];
    left.length > 0;
    left = left.filter((group) => !picks.includes(group))
  ) {
    const { group } = await send(groupHello(servername, version, left), true);
    if (group === null || !left.includes(group)) break;
    picks.push(group);
  }
  return picks.map(groupName);
}
