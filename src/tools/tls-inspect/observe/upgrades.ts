import type { StarttlsProtocol, TlsTap } from '../../../core/world/tls.ts';
import type { Input } from '../input.ts';
import { customaryUpgrade } from './approach.ts';

/**
 * The upgrades that may lead to TLS where a direct hello did not, tried by `attempt`; none where one was spoken already. A reply that
 * fits two protocols is asked the likelier first.
 */
export async function triedUpgrades(
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
