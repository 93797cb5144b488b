import { parseIp } from '../../../core/address/ip.ts';
import { Observation as TcpSeen, type Try } from '../../../tools/tcp-probe/observation.ts';
import { telling } from './outcome.ts';

/** What the walk's own tries of one virtual address came to. */
export interface VirtualAddress {
  readonly address: string;
  readonly family: 4 | 6;
  /** Those that say something of the other end. */
  readonly tries: readonly Try[];
  readonly failed: number;
  /** Every failed one got no answer at all. */
  readonly silent: boolean;
}

/** What the walk saw of a Service's virtual addresses. */
export interface VirtualSeen {
  readonly addresses: readonly VirtualAddress[];
  /** An address that nobody has accepts, too: a proxy at the source answers for everybody, and no accepted connection counts. */
  readonly acceptsForNobody: boolean;
}

/** Reads what tcp_probe saw of the virtual addresses of a Service; of other addresses it says nothing here. */
export function virtualSeen(seen: unknown, port: number, virtual: readonly string[]): VirtualSeen {
  const found = TcpSeen.safeParse(seen).data?.ports.find((one) => one.port === port);
  const control = found?.control?.answer?.outcome;
  const addresses = (found?.addresses ?? []).flatMap((one): VirtualAddress[] => {
    const tries = telling([...one.tries, ...(one.quiet ? [one.quiet] : [])]);
    if (!virtual.includes(one.address) || tries.length === 0) return [];
    const failed = tries.filter(({ outcome }) => outcome !== 'open');
    return [
      {
        address: one.address,
        family: parseIp(one.address)?.family ?? 4,
        tries,
        failed: failed.length,
        silent: failed.every(({ outcome }) => outcome === 'timeout'),
      },
    ];
  });
  return { addresses, acceptsForNobody: control === 'open' || control === 'reset' };
}
