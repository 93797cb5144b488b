import { isInner } from '../../../core/address/policy.ts';
import { certificateCovers } from '../../../core/certificate-name.ts';
import type { Check } from '../../../core/check.ts';
import { quote } from '../../../core/untrusted.ts';
import type { Endpoint } from '../../../core/target/target.ts';
import type { TrustVerdict } from '../../../core/world/trust.ts';
import type { Observation, Shown } from '../observation.ts';
import { claim } from './claim.ts';
import { clientStore, storeName } from './client-store.ts';

/** What both ways' certificates say of a device between. */
export interface Interception {
  readonly check?: Check;
  readonly note?: string;
}

/**
 * Claims interception where one way shows a private issuer and the other a publicly trusted certificate, each for
 * the URL's own host. Nothing less will do: a private issuer alone is what every inner service has. Where the
 * private one is direct, at an inner address, the name leads to another server outside; that is no interception.
 */
export function judgeInterception(
  { shown = {} }: Observation,
  { host }: Endpoint,
  test: string,
): Interception {
  const { proxied, direct } = shown;
  if (proxied && !direct) return isPrivatelyIssued(proxied, host) ? { note: ONE_VIEW } : {};
  if (!proxied || !direct) return {};
  const byProxy = isPrivatelyIssued(proxied, host) && isPublic(direct, host);
  const straight = isPrivatelyIssued(direct, host) && isPublic(proxied, host) && !isInner(direct.address);
  if (!byProxy && !straight) return {};
  const inspected = byProxy ? proxied : direct;
  const where = byProxy ? 'through the proxy' : 'on the direct way';
  const untrusted = [
    quote('issuer through the proxy', proxied.issuer),
    quote(`issuer directly at ${direct.address}`, direct.issuer),
  ];
  const evidence = [
    `${where}: ${storeLine(inspected)}`,
    `${byProxy ? `directly at ${direct.address}` : 'through the proxy'}: leads to a public root`,
    'not excluded: the two ways end at different servers that both have a certificate for this name',
  ];
  const summary = `${where} a private issuer vouches for this name, on the other way a public one: TLS is opened on the way`;
  // The client of this environment goes by the proxy, with this host's store unless it has its own.
  const lost = byProxy && clientStore(proxied.trust)?.end !== 'anchor';
  return { check: claim('tls.intercepted', { test, summary, evidence, untrusted }, !lost) };
}

const ONE_VIEW =
  'Through the proxy a private issuer vouches for this name; without a direct handshake to compare it cannot be told whether the proxy opens TLS.';

/** Node's built-in store is Mozilla's: the public one. */
const publicVerdict = ({ trust }: Shown): TrustVerdict | undefined =>
  trust.find(({ store, size }) => store === 'node' && size > 0);

const isPublic = (shown: Shown, host: string): boolean =>
  certificateCovers(shown, host) && publicVerdict(shown)?.trusted === true;

/**
 * Whether a certificate for the host is of no public CA: no path to a public root, no timestamp of a public log, and
 * its root is at hand (sent, or in another store) or it does not say where its issuer is to be had, as public
 * ones do. Else an intermediate may just be missing.
 */
function isPrivatelyIssued(shown: Shown, host: string): boolean {
  const verdict = publicVerdict(shown);
  if (!verdict || verdict.end === 'anchor' || verdict.end === 'unreadable') return false;
  if (shown.logged || !certificateCovers(shown, host)) return false;
  return (
    verdict.end === 'self-signed' ||
    shown.trust.some(({ end }) => end === 'anchor') ||
    shown.caIssuers.length === 0
  );
}

function storeLine({ trust }: Shown): string {
  const store = clientStore(trust);
  const name = store ? storeName(store) : 'this host’s store';
  return store?.end === 'anchor'
    ? `its root is in ${name} and in no public one: programs with a store of their own (Node, Java, containers) refuse it`
    : `its root is neither in ${name} nor in the public one`;
}
