import type { AgreedMss, MtuRequest, RouteMtu, TcpSizes } from '../../../../core/world/mtu.ts';

/** The largest size an IP packet's length field holds (RFC 791 section 3.1). */
const LARGEST = 65_535;
/** What is tried where neither the kernel nor the interface says anything. */
const USUAL = 1_500;

/** The largest packet that is sent as one, and what limits it. `headers`: without the timestamp option. */
export function ceilingOf(
  { max }: Pick<MtuRequest, 'max'>,
  route: RouteMtu,
  mss: AgreedMss | undefined,
  headers: number,
): Pick<TcpSizes, 'ceiling' | 'ceilingBy'> {
  const first = route.mtu ?? route.interfaceMtu;
  const byMss = mss && mss.send + headers;
  const known = Math.min(byMss ?? first ?? USUAL, mss?.pathMtu ?? LARGEST, LARGEST);
  const by =
    mss === undefined
      ? 'guess'
      : known < mss.pathMtu && known < LARGEST
        ? 'mss'
        : known < (route.interfaceMtu ?? known)
          ? 'route'
          : 'interface';
  return max !== undefined && max < known
    ? { ceiling: max, ceilingBy: 'max' }
    : { ceiling: known, ceilingBy: by };
}
