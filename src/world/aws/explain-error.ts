import { redactText } from '../../core/redact.ts';
import type { AwsFailure } from '../../core/world/aws.ts';

type Reason = AwsFailure['reason'];

/** Error codes of the services, as the SDK names its errors: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
const REASONS: readonly (readonly [RegExp, Reason])[] = [
  [
    /^(?:ExpiredToken|ExpiredTokenException|RequestExpired|TokenProviderError|SSOTokenProviderFailure)$/,
    'expired-token',
  ],
  [
    /^(?:CredentialsProviderError|AuthFailure|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|MissingAuthenticationToken|MissingAuthenticationTokenException|InvalidSignatureException|IncompleteSignature)$/,
    'no-credentials',
  ],
  [
    /^(?:UnauthorizedOperation|AccessDenied|AccessDeniedException|UnauthorizedAccess|ForbiddenException)$/,
    'access-denied',
  ],
  [
    /^(?:RequestLimitExceeded|Throttling|ThrottlingException|ThrottledException|TooManyRequestsException|SlowDown|EC2ThrottledException|BandwidthLimitExceeded)$/,
    'throttled',
  ],
  [/^OptInRequired$/, 'wrong-region'],
  [/(?:NotFound|NotFoundFault|NotFoundException|\.NotFound|\.Malformed)$/, 'not-found'],
  [/^(?:TimeoutError|AbortError|RequestTimeout)$/, 'timeout'],
  [/^(?:InternalError|InternalFailure|ServiceUnavailable|Unavailable|InternalServerError)$/, 'server-error'],
];

const MESSAGES: Readonly<Partial<Record<Reason, string>>> = {
  'expired-token': 'the session has expired',
  'no-credentials': 'there are no credentials that AWS takes',
  'access-denied': 'access is denied',
  throttled: 'AWS throttles these calls',
  'wrong-region': 'there is no such Region, or it is not enabled, or none is configured',
  'not-found': 'there is no such thing in this account and Region',
  timeout: 'there was no answer in time',
  unreachable: 'the API cannot be reached from here',
  'server-error': 'AWS answered with an error',
};

/** Why a call failed, in words of ours; what the service said is kept apart. */
export function explainError(error: unknown): Pick<AwsFailure, 'reason' | 'message' | 'said'> {
  const { name, code, message } = fields(error);
  const reason = reasonOf(name, code, message);
  return {
    reason,
    message: MESSAGES[reason] ?? 'the call failed',
    ...(message !== '' && { said: redactText(message).slice(0, 500) }),
  };
}

function reasonOf(name: string, code: string, message: string): Reason {
  if (message.startsWith('Region is missing')) return 'wrong-region';
  if (/expired/i.test(message) && /Credential|Token|SSO/.test(`${name} ${message}`)) return 'expired-token';
  const known = REASONS.find(([pattern]) => pattern.test(name))?.[1];
  if (known) return known;
  // The host name of an API holds the Region: one that does not exist has no address.
  if (code === 'ENOTFOUND') return 'wrong-region';
  if (/^(?:ECONN|EHOST|ENET|EAI_|EPIPE|CERT_|ERR_TLS|UNABLE_TO|SELF_SIGNED|DEPTH_ZERO)/.test(code))
    return 'unreachable';
  return 'server-error';
}

function fields(error: unknown): { name: string; code: string; message: string } {
  if (!(error instanceof Error)) return { name: '', code: '', message: '' };
  const cause = error.cause instanceof Error ? error.cause : error;
  const code = 'code' in error ? String(error.code) : 'code' in cause ? String(cause.code) : '';
  return { name: error.name, code, message: error.message };
}
