import type { Look } from '../../../core/tool.ts';
import type { StarttlsProtocol, TlsTap } from '../../../core/world/tls.ts';
import type { Input } from '../input.ts';
import type { Observation } from '../observation.ts';
import { type Approach, customaryUpgrade } from './approach.ts';
import { tapOf, tapWithoutSni, type Wave } from './main-wave.ts';

type SecondLook = Pick<Observation, 'upgrades' | 'direct' | 'withoutSni' | 'otherSni' | 'withoutAlpn'>;

/** Reserved: no server has it (RFC 6761 section 6.4). */
const NOBODY = 'layerwalk.invalid';

const NO_APPLICATION_PROTOCOL = 120;

/** After a failure: the looks that tell its causes apart. On a handshake that completed there is nothing more to see. */
export async function secondLook(
  look: Look,
  input: Input,
  approach: Approach,
  wave: Wave,
): Promise<SecondLook> {
  const { main } = wave;
  const none: SecondLook = { upgrades: [] };
  if (main.outcome === 'handshake' || main.outcome === 'not-connected' || input.clientSpeaks === 'plain')
    return none;
  const tap = tapOf(look, input, approach);
  const { address } = main;
  if (main.outcome === 'upgrade-failed') {
    const { outcome } = main.upgrade ?? {};
    if (outcome !== 'other-protocol' && outcome !== 'silent' && outcome !== 'closed' && outcome !== 'reset')
      return none;
    const { starttls: _, ...direct } = approach;
    return { ...none, direct: await tapOf(look, input, direct)(address, {}) };
  }
  const sniMayMatter = endedAtHello(main) && main.servername !== null && main.outcome !== 'plaintext';
  const [upgrades, withoutSni, otherSni, withoutAlpn] = await Promise.all([
    triedUpgrades(main, input, (starttls) => tap(address, { starttls, alpn: [] })),
    sniMayMatter && !wave.withoutSni ? tapWithoutSni(look, input, approach)(address) : undefined,
    sniMayMatter ? tap(address, { servername: NOBODY }) : undefined,
    main.alerts.some(({ code }) => code === NO_APPLICATION_PROTOCOL) ? tap(address, { alpn: [] }) : undefined,
  ]);
  return {
    upgrades,
    ...(withoutSni && { withoutSni }),
    ...(otherSni && { otherSni }),
    ...(withoutAlpn && { withoutAlpn }),
  };
}

/** What the reply looks like, or what the port is for; a reply that fits two is asked the likelier first. */
async function triedUpgrades(
  main: TlsTap,
  { port, starttls }: Input,
  attempt: (protocol: StarttlsProtocol) => Promise<TlsTap>,
): Promise<TlsTap[]> {
  if (main.upgrade || (starttls !== 'auto' && starttls !== 'none')) return [];
  const [first, ...rest] = candidates(main, port);
  if (first === undefined) return [];
  // A server that ends the connection without a word waits for the client, so nothing is lost by asking both at once.
  if (main.receivedBytes === 0) return Promise.all([first, ...rest].map(attempt));
  const tried = await attempt(first);
  if (tried.upgrade?.outcome === 'upgraded') return [tried];
  return [tried, ...(await Promise.all(rest.map(attempt)))];
}

/** By the reply; else by the port's custom; else the two that end the connection without a word. */
function candidates({ outcome, plaintext, receivedBytes }: TlsTap, port: number): StarttlsProtocol[] {
  const seen = plaintext?.protocol;
  if (seen === 'smtp-or-ftp') return ['smtp', 'ftp'];
  const known = UPGRADABLE.find((protocol) => protocol === seen) ?? customaryUpgrade(port);
  if (known) return [known];
  return (outcome === 'closed' || outcome === 'reset') && receivedBytes === 0 ? ['postgres', 'ldap'] : [];
}

const UPGRADABLE: readonly StarttlsProtocol[] = [
  'smtp',
  'imap',
  'pop3',
  'ftp',
  'ldap',
  'xmpp',
  'postgres',
  'mysql',
];

const endedAtHello = ({ phase, outcome }: TlsTap): boolean =>
  phase === 'hello' && outcome !== 'malformed' && outcome !== 'oversize';
