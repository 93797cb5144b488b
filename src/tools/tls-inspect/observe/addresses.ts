import { CannotObserve } from '../../../core/cannot-observe.ts';
import { Refused } from '../../../core/bad-input.ts';
import { parseIp } from '../../../core/address/ip.ts';
import type { Look } from '../../../core/tool.ts';
import type { Input } from '../input.ts';

/** The addresses to look at, and those that the policy refused. */
export interface Addresses {
  readonly allowed: readonly string[];
  readonly refused: readonly { address: string; rule: string }[];
}

/**
 * The address given, the host itself when it is one, else all that getaddrinfo says. Throws Refused when the policy refuses every one,
 * CannotObserve when there is none.
 */
export async function addressesOf(
  { vantage, world, signal }: Look,
  { host, address }: Input,
): Promise<Addresses> {
  const all = address !== undefined ? [address] : parseIp(host) ? [host] : await lookedUp();
  const judged = [...new Set(all)].map((candidate) => ({
    address: candidate,
    rule: world.refusal(candidate),
  }));
  const allowed = judged.filter(({ rule }) => rule === undefined).map((candidate) => candidate.address);
  const refused = judged.flatMap((candidate) =>
    candidate.rule === undefined ? [] : [{ address: candidate.address, rule: candidate.rule }],
  );
  const [first] = refused;
  if (allowed.length === 0 && first) throw new Refused(`${first.address} may not be contacted.`, first.rule);
  return { allowed, refused };

  async function lookedUp(): Promise<string[]> {
    const { outcome, addresses } = await vantage.lookup(host, signal);
    if (addresses.length > 0) return addresses;
    throw new CannotObserve(
      outcome === 'timeout' ? 'timeout' : 'missing',
      `No address for ${host}: ${outcome}.`,
      {
        summary: 'Look at the DNS layer first, or give an address.',
        command: `layerwalk dns-lookup ${host}`,
      },
    );
  }
}
