import { type Flow, flowText } from './flow.ts';
import type { Rule } from './group-rules.ts';
import { portsText } from './ports.ts';
import type { Difference } from './rule-match.ts';

/** What one rule admits, and the one thing in which it differs from the flow. */
export function missText(rule: Rule, differs: Difference, flow: Flow, egress: boolean): string {
  const admits = `${rule.id} admits ${protocolText(rule)} ${egress ? 'to' : 'from'} ${rule.peer.text}`;
  switch (differs) {
    case 'port':
      return `${admits}: only the port differs, ${flowText(flow)} is wanted`;
    case 'proto':
      return `${admits}: only the protocol differs, ${flowText(flow)} is wanted`;
    case 'peer':
      return `${admits}: only the ${egress ? 'destination' : 'source'} differs`;
    case 'family':
      return `${admits}: only the address family differs`;
    case 'stale_ref':
      return `${admits}: the reference is stale and matches nothing`;
    case 'ref_not_preserved':
      return `${admits}: a group cannot be matched on this way`;
  }
}

function protocolText({ protocol, from, to }: Rule): string {
  if (protocol === '-1') return 'everything';
  if (from === undefined || to === undefined || from === -1) return protocol;
  return protocol.startsWith('icmp')
    ? `${protocol} type ${from}`
    : `${protocol}/${portsText([{ from, to }])}`;
}
