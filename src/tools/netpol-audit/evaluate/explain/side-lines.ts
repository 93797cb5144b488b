import type { Side } from '../../model/direction.ts';
import type { RuleMatch } from '../../model/match-rule.ts';
import { counted, ruleName } from '../wording.ts';
import { peersText, portsText } from './rule-text.ts';
import { REASON } from './reason-text.ts';

/** Lines that one side gets. */
const MOST = 16;

/** Every policy that judges a side, each of its rules with matched or not matched and why. */
export function sideLines(side: Side): string[] {
  const { direction, subject, policies, admin, baseline } = side;
  if (!subject) return [];
  if (side.by === 'same-pod') return ['a pod is never cut off from itself'];
  if (side.by === 'own-node') return ['traffic from its own node is always allowed'];
  const tiers = [
    ...admin.deciding,
    ...(admin.outcome.next && policies.outcome.next ? baseline.deciding : []),
  ];
  const lines = [
    ...tiers.map(
      ({ policy, match, action, result }) =>
        `${policy.kind} ${policy.name} ${direction} rule ${match.rule.index + 1}: ${action}${result === 'maybe' ? ', perhaps' : ''}`,
    ),
    ...policies.policies.flatMap(({ policy, rules }) => {
      const where = `${policy.namespace}/${policy.name}`;
      if (rules.length === 0) return [`${where} isolates it for ${direction} and has no rule`];
      return rules.map((match) => `${ruleName(policy, direction, match.rule)}: ${ruleLine(match)}`);
    }),
    ...policies.policies.flatMap(({ policy }) =>
      policy.problems.map(
        ({ where, what }) => `${policy.namespace}/${policy.name} is invalid at ${where}: ${what}`,
      ),
    ),
  ];
  if (policies.doubts.some(({ kind }) => kind === 'not-seen'))
    return [...lines, 'its NetworkPolicies could not be read'];
  if (lines.length === 0) return [`no policy isolates it for ${direction}`];
  return lines.length > MOST
    ? [
        ...lines.slice(0, MOST),
        `and ${counted(lines.length - MOST, 'rule', 'rules')} more, none of which decides`,
      ]
    : lines;
}

function ruleLine(match: RuleMatch): string {
  const { rule, result } = match;
  const what = `${peersText(rule)} on ${portsText(rule)}`;
  if (result === 'yes') return `matches (${what})`;
  const peer = match.peers.find((one) => one.result !== 'yes')?.why;
  const port = match.ports.find((one) => one.result !== 'yes')?.why;
  const why = [
    ...(match.peer === 'yes' || peer === undefined ? [] : [`peer: ${REASON[peer]}`]),
    ...(match.port === 'yes' || port === undefined ? [] : [`port: ${REASON[port]}`]),
  ];
  return `${result === 'maybe' ? 'may match' : 'no match'} (${what}); ${why.join('; ')}`;
}
