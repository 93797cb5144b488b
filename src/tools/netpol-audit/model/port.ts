import type { Protocol } from '../../../core/kubernetes/object-name.ts';
import type { Party } from './party.ts';
import type { Ternary } from './ternary.ts';

/** What a rule lets through. `protocol` undefined: the protocol of the named port, whichever it is (netpol facts 33). */
export type PortRule =
  | { readonly kind: 'all'; readonly protocol: Protocol }
  | { readonly kind: 'range'; readonly protocol: Protocol; readonly from: number; readonly to: number }
  | { readonly kind: 'named'; readonly protocol: Protocol | undefined; readonly name: string }
  | { readonly kind: 'invalid' };

/** Why a port of a rule is not the one asked for. */
export type PortReason =
  'protocol' | 'port' | 'named-port' | 'named-port-outside' | 'ports-not-seen' | 'invalid';

export interface PortMatch {
  readonly result: Ternary;
  readonly why?: PortReason;
}

const YES: PortMatch = { result: 'yes' };
const no = (why: PortReason): PortMatch => ({ result: 'no', why });

/** Whether a port rule admits a protocol and port of this destination (netpol facts 12 to 14, 33). */
export function matchPort(rule: PortRule, protocol: Protocol, port: number, destination: Party): PortMatch {
  if (rule.kind === 'invalid') return no('invalid');
  if (rule.protocol !== undefined && rule.protocol !== protocol) return no('protocol');
  if (rule.kind === 'all') return YES;
  if (rule.kind === 'range') return rule.from <= port && port <= rule.to ? YES : no('port');
  if (destination.kind !== 'pod') return no('named-port-outside');
  if (destination.namedPorts === undefined) return { result: 'maybe', why: 'ports-not-seen' };
  const found = destination.namedPorts.some(
    (one) => one.name === rule.name && one.protocol === protocol && one.port === port,
  );
  return found ? YES : no('named-port');
}
