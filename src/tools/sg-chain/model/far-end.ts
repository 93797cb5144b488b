import { blind, type Judged } from './checkpoint.ts';
import type { Passage } from './passage/passage.ts';
import type { Outside, Place } from './place.ts';

/** What faces the internet is dialled by its public addresses from inside a VPC too. */
export function unresolved({ name }: Place): Judged {
  const gap = { gap: 'unresolved', why: 'its name does not resolve where Layerwalk runs' } as const;
  return blind('end', name, `${name} faces the internet, and its public addresses are not known`, gap);
}

/** What is said of an end that no interface stands for: it was not looked at, or it could not be. */
export function farEnd({ name, hidden }: Outside, { way }: Passage): Judged {
  if (way === 'internet' || way === 'gateway-endpoint') {
    return {
      kind: 'end',
      resource: name,
      verdict: 'skipped',
      said: `What filters at ${name} itself is not in this account`,
      evidence: [],
    };
  }
  const why = hidden
    ? 'no interface that was read has this address; it may be of another account, Region or a service that hides its interfaces'
    : 'it is in no VPC that was read';
  return {
    kind: 'end',
    resource: name,
    verdict: 'unknown',
    said: `What filters at ${name} was not seen: ${why}`,
    evidence: ['ec2:DescribeNetworkInterfaces: no such address'],
    gap: { gap: 'absent', action: 'ec2:DescribeNetworkInterfaces', why },
  };
}
