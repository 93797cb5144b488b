import type { Look } from '../../../core/tool.ts';
import type { AddressSeen, PortSeen, Try } from '../observation.ts';
import { isSlow } from '../slow-try.ts';
import { speaksFirst } from '../speaks-first.ts';
import { bearsFew } from './restraint.ts';
import { bare } from './tries.ts';

const MOST = 8;
const BUDGET_MS = 6_000;
/** Neighbour discovery gives up after three seconds. */
const LEAST_TIMEOUT_MS = 3_500;

/**
 * Tries again, one at a time and with nothing else under way, what the kernel's counters can explain: an answer that may have been
 * ICMP, a connection that came late, and a silent port of this very host. Adds the try to what was seen.
 */
export async function quietly(
  { vantage, world, signal }: Look,
  ports: readonly PortSeen[],
  timeout: number,
  isOwn: (address: string) => boolean,
): Promise<void> {
  const deadline = world.elapsed() + BUDGET_MS;
  const done = new Set<string>();
  for (const { port, addresses } of ports) {
    const shy = bearsFew(port, addresses);
    for (const seen of addresses) {
      if (shy && seen.tries.some(({ outcome }) => outcome === 'open')) continue;
      const question = worthAsking(seen, port, isOwn(seen.address));
      if (question === undefined || done.size >= MOST || world.elapsed() > deadline) continue;
      // An address that cannot be reached at all is so on every port.
      const key = question === 'address' ? seen.address : `${seen.address} ${port}`;
      if (done.has(key)) continue;
      done.add(key);
      const timeoutMs = Math.max(timeout, LEAST_TIMEOUT_MS);
      seen.quiet = bare(await vantage.dial({ address: seen.address, port, timeoutMs, quiet: true }, signal));
    }
  }
}

/** Whether the counters would say something about the address, about this port of it, or nothing. */
function worthAsking(
  { tries, heard }: AddressSeen,
  port: number,
  own: boolean,
): 'address' | 'port' | undefined {
  const silent = heard.outcome === 'silent' && speaksFirst(port) !== undefined;
  const all = (...outcomes: Try['outcome'][]) => tries.every(({ outcome }) => outcomes.includes(outcome));
  if (all('no-route')) return 'address';
  if (all('unreachable', 'timeout') && !all('timeout')) return 'address';
  if (all('refused', 'timeout') && !all('timeout')) return 'port';
  if (all('open') && tries.every(isSlow)) return 'port';
  return own && (all('timeout') || silent) ? 'port' : undefined;
}
