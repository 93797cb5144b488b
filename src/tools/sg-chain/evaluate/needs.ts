import type { Gap } from '../model/estate.ts';

/** What would let us see what a gap hides. */
export function whatWouldLetUs({ gap, action, why }: Gap): string {
  switch (gap) {
    case 'access-denied':
      return `Allow ${action ?? 'the action'} to these credentials (docs/iam-policy.json has the least policy).`;
    case 'no-account':
    case 'no-credentials':
      return 'Give credentials that the AWS CLI takes too (aws sts get-caller-identity shows them), or start with --aws-dump DIR.';
    case 'expired-token':
      return 'Sign in again (aws sso login, or new session credentials), then ask again.';
    case 'wrong-region':
      return 'Send the Region that the resource is in.';
    case 'not-in-dump':
      return `Add the answer of ${action ?? 'the call'} to the dump: a file of what the AWS CLI prints.`;
    case 'throttled':
    case 'timeout':
    case 'server-error':
      return 'Ask again in a minute.';
    case 'unreachable':
      return 'Reach the API from here: look at the proxy, or at the VPC endpoint of the service.';
    case 'not-recorded':
      return 'Ask without --replay, or make a recording of this question with --record FILE.';
    case 'unresolved':
      return 'Send the address, or ask from where the name resolves.';
    case 'not-found':
    case 'absent':
      return action === undefined
        ? `Look there by other means: ${why}.`
        : 'Ask again with the profile and Region that it belongs to.';
    case 'unreadable':
      return `Ask with the profile and Region that are meant, or mend what ${action ?? 'the call'} gave: ${why}.`;
    case 'pending':
      return 'Ask about one address and one port.';
  }
}
