import { formatCidr } from '../../../../core/address/cidr.ts';
import { isEverything, selectorText } from '../../../../core/kubernetes/label-selector.ts';
import type { Peer } from '../../model/peer.ts';
import type { Rule } from '../../model/policy.ts';
import type { PortRule } from '../../model/port.ts';
import { listed } from '../wording.ts';

/** A peer in a few words. */
export function peerText(peer: Peer): string {
  switch (peer.kind) {
    case 'pods':
      return podsText(peer);
    case 'block':
      return peer.except.length === 0
        ? formatCidr(peer.cidr)
        : `${formatCidr(peer.cidr)} except ${listed(peer.except.map(formatCidr))}`;
    case 'networks':
      return listed(peer.cidrs.map(formatCidr));
    case 'nodes':
      return `nodes with ${selectorText(peer.nodes)}`;
    case 'domains':
      return 'domain names';
    case 'invalid':
      return 'an invalid peer';
  }
}

function podsText({ namespaces, pods }: Peer & { kind: 'pods' }): string {
  const which = isEverything(pods) ? 'any pod' : `pods with ${selectorText(pods)}`;
  if (namespaces === 'own') return `${which} of its own namespace`;
  return isEverything(namespaces)
    ? `${which} of any namespace`
    : `${which} of namespaces with ${selectorText(namespaces)}`;
}

/** A port of a rule in a few words; an invalid or odd name is not repeated. */
export function portText(port: PortRule): string {
  switch (port.kind) {
    case 'all':
      return `any ${port.protocol} port`;
    case 'range':
      return port.from === port.to
        ? `${port.from}/${port.protocol}`
        : `${port.from}-${port.to}/${port.protocol}`;
    case 'named':
      return `"${/^[a-z0-9-]{1,15}$/.test(port.name) ? port.name : '(an odd name)'}"${port.protocol === undefined ? '' : `/${port.protocol}`}`;
    case 'invalid':
      return 'an invalid port';
  }
}

export const peersText = ({ peers }: Rule): string =>
  peers === 'any' ? 'anybody' : peers.length === 0 ? 'nobody' : listed(peers.map(peerText), 4);
export const portsText = ({ ports }: Rule): string =>
  ports === 'any' ? 'any port' : listed(ports.map(portText), 4);
