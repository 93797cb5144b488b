/** How an overlay carries pods' packets between nodes. */
export interface Transport {
  readonly name: string;
  readonly protocol: 'udp' | 'ipip' | 'esp';
  readonly port: number;
  /**
   * Each direction has to be admitted by itself: the source port comes from the flow inside (RFC 7348 section 5, RFC 8926 section 3.3), so
   * that the packets of the other direction are no replies to a filter that keeps state.
   */
  readonly oneWay: boolean;
}

const VXLAN_OLD: Transport = { name: 'VXLAN on UDP 8472', protocol: 'udp', port: 8472, oneWay: true };
const VXLAN: Transport = { name: 'VXLAN on UDP 4789', protocol: 'udp', port: 4789, oneWay: true };
const GENEVE: Transport = { name: 'Geneve on UDP 6081', protocol: 'udp', port: 6081, oneWay: true };
const WIREGUARD: Transport = { name: 'WireGuard on UDP 51820', protocol: 'udp', port: 51_820, oneWay: false };
const WIREGUARD_OF_CILIUM: Transport = {
  name: 'WireGuard on UDP 51871',
  protocol: 'udp',
  port: 51_871,
  oneWay: false,
};
const IPSEC: Transport = { name: 'IPsec (protocol 50)', protocol: 'esp', port: 0, oneWay: false };
const IP_IN_IP: Transport = { name: 'IP in IP (protocol 4)', protocol: 'ipip', port: 0, oneWay: false };

/** What a network plugin may be set to, its default first. */
export interface Overlay {
  readonly plugin?: string;
  readonly transports: readonly Transport[];
}

/** By DaemonSet; the ports are the defaults of each plugin's own documentation. */
const PLUGINS: readonly (Overlay & { readonly daemonSet: RegExp })[] = [
  { plugin: 'Cilium', daemonSet: /^cilium$/, transports: [VXLAN_OLD, GENEVE, WIREGUARD_OF_CILIUM, IPSEC] },
  { plugin: 'Calico', daemonSet: /^calico-node$/, transports: [IP_IN_IP, VXLAN, WIREGUARD] },
  {
    plugin: 'Flannel',
    daemonSet: /^(?:kube-flannel(?:-ds.*)?|canal)$/,
    transports: [VXLAN_OLD, WIREGUARD, IPSEC],
  },
  { plugin: 'Antrea', daemonSet: /^antrea-agent$/, transports: [GENEVE, VXLAN, WIREGUARD, IPSEC] },
  { plugin: 'OVN-Kubernetes', daemonSet: /^ovnkube-node$/, transports: [GENEVE, IPSEC] },
  { plugin: 'kube-router', daemonSet: /^kube-router$/, transports: [IP_IN_IP] },
];

/** What carries the packets of pods in a cluster with these DaemonSets; where none is known, or several are, all there is. */
export function overlayOf(daemonSets: readonly string[]): Overlay {
  const found = PLUGINS.filter(({ daemonSet }) => daemonSets.some((name) => daemonSet.test(name)));
  const [only, ...others] = found;
  if (only && others.length === 0) return only;
  return { transports: [VXLAN_OLD, VXLAN, GENEVE, IP_IN_IP, WIREGUARD, WIREGUARD_OF_CILIUM, IPSEC] };
}
