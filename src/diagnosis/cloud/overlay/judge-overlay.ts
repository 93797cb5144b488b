import { type Check, claims, unknown } from '../../../core/check.ts';
import type { Finding } from '../../../core/finding.ts';
import { failures } from '../../failures.ts';
import type { Overlay, Transport } from './transports.ts';

const { fail, warn } = claims(failures);

/** What the account says of one transport between two nodes, in both directions. */
export interface TransportSays {
  readonly transport: Transport;
  readonly there: Finding;
  readonly back: Finding;
}

/** Two nodes whose pods do not reach each other, and what is known of the way between them. */
export interface BetweenNodes {
  readonly nodes: readonly [string, string];
  readonly addresses: readonly [string, string];
  /** Endpoints on other nodes that fail, and those on the source's own that accept. */
  readonly seen: string;
  readonly overlay: Overlay;
  readonly says: readonly TransportSays[];
  /** A node's interface drops what has not its own address: pods' packets cannot be sent as they are. */
  readonly checksAddresses: boolean;
  /** No path remains for the source. */
  readonly walkFails: boolean;
}

/**
 * Whether what carries pods' packets between two nodes is refused. Claimed only where nothing that may carry them is admitted, and they
 * cannot be sent bare. Undefined where something is.
 */
export function judgeOverlay(about: BetweenNodes): Check | undefined {
  const { says, nodes, overlay, checksAddresses, walkFails, seen } = about;
  if (says.some((one) => !isRefused(one))) return undefined;
  const names = says.map(({ transport }) => transport.name).join(', ');
  const who = overlay.plugin === undefined ? 'an overlay' : overlay.plugin;
  const details = {
    test: testOf(about),
    evidence: [
      seen,
      ...says.flatMap(({ transport, there, back }) =>
        refusals([there, back])
          .slice(0, 1)
          .map((summary) => `${transport.name}: ${summary}`),
      ),
    ],
  };
  if (!checksAddresses) {
    return unknown('firewall', {
      ...details,
      summary: `Between nodes ${nodes.join(' and ')} nothing is admitted that ${who} may use (${names}); whether pods’ packets are sent without it is not known: the nodes’ interfaces let foreign addresses through`,
      fix: 'Look at the settings of the network plugin: with an overlay, admit its port between the nodes’ security groups.',
    });
  }
  const [first] = says;
  const fix =
    first && refusing([first.there, first.back]).find((check) => check.fix?.command !== undefined)?.fix;
  const claim = walkFails ? fail : warn;
  return claim('firewall.overlay-blocked', {
    ...details,
    summary: `Between nodes ${nodes.join(' and ')} nothing is admitted that ${who} carries pods’ packets with: ${names}`,
    ...(overlay.plugin !== undefined &&
      fix && {
        fix: { ...fix, summary: `For ${first.transport.name}, the default of ${who}: ${fix.summary}` },
      }),
  });
}

/** The question of the first transport, as a person could ask it. */
function testOf({ addresses: [from, to], overlay: { transports } }: BetweenNodes): string {
  const [{ protocol, port } = { protocol: 'udp', port: 8472 }] = transports;
  return `layerwalk sg-chain ${from} --destination ${to} --port ${port} --protocol ${protocol}`;
}

function isRefused({ transport, there, back }: TransportSays): boolean {
  const [one, other] = [there, back].map(({ status }) => status === 'fail');
  return transport.oneWay ? one === true || other === true : one === true && other === true;
}

const refusing = (findings: readonly Finding[]): Check[] =>
  findings.flatMap(({ checks }) => checks.filter(({ status }) => status === 'fail'));

const refusals = (findings: readonly Finding[]): string[] => refusing(findings).map(({ summary }) => summary);
