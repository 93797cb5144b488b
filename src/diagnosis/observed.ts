import { Observation as DnsSeen } from '../tools/dns-lookup/observation.ts';
import { Observation as TcpSeen } from '../tools/tcp-probe/observation.ts';
import { failsLargeOnly } from '../tools/tls-inspect/evaluate/large-hello.ts';
import { Observation as TlsSeen } from '../tools/tls-inspect/observation.ts';
import type { WalkedLeg } from './walk.ts';

/** The facts of a leg that the report needs beside the checks. Empty where a tool was not asked or saw nothing. */
export interface Observed {
  /** The addresses that the walk went to. */
  readonly addresses: readonly string[];
  /** What the server greets in, where it was heard. */
  readonly protocols: readonly string[];
  /** Name servers that answered, loopback ones included. */
  readonly answeringNameServers: readonly string[];
  /** When the certificate that was served began to be valid. */
  readonly certificateNotBefore?: string;
  /** Every small ClientHello was answered and no large one. */
  readonly onlyLargeHellosFail: boolean;
}

/** Reads those facts out of what the tools of a leg saw. */
export function observed({ looked }: WalkedLeg): Observed {
  const dns = DnsSeen.safeParse(looked.dns?.seen).data;
  const tcp = TcpSeen.safeParse(looked.tcp?.seen).data;
  const tls = TlsSeen.safeParse(looked.tls?.seen).data;
  const notBefore = tls?.main.tap.chain[0]?.notBefore;
  const answering = (dns?.views ?? []).filter(
    ({ exchange }) => exchange.attempts.at(-1)?.outcome === 'answer',
  );
  return {
    addresses: [
      ...new Set((tcp?.ports ?? []).flatMap((port) => port.addresses.map(({ address }) => address))),
    ],
    protocols: (tcp?.ports ?? []).flatMap((port) =>
      port.addresses.flatMap(({ heard }) => heard.protocol ?? heard.refusal?.product ?? []),
    ),
    answeringNameServers: [...new Set(answering.map(({ exchange }) => exchange.server))],
    onlyLargeHellosFail: tls !== undefined && failsLargeOnly({ seen: tls }),
    ...(notBefore !== undefined && { certificateNotBefore: notBefore }),
  };
}
