/** What a service says in place of an answer. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The bytes of a refusal in the protocol of a service: https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html */
export function refusalBody(service: string, { code, message }: Refusal): string {
  if (service === 'lambda') return JSON.stringify({ Type: 'User', Message: message });
  const error = `<Code>${code}</Code><Message>${message}</Message>`;
  return service === 'ec2'
    ? `<Response><Errors><Error>${error}</Error></Errors><RequestID>1</RequestID></Response>`
    : `<ErrorResponse><Error><Type>Sender</Type>${error}</Error><RequestId>1</RequestId></ErrorResponse>`;
}

/** The words of a service for the same thing. */
const SAID: Readonly<Record<string, Readonly<Record<string, readonly [number, string]>>>> = {
  denied: {
    ec2: [403, 'UnauthorizedOperation'],
    rds: [403, 'AccessDenied'],
    elasticloadbalancing: [403, 'AccessDenied'],
    lambda: [403, 'AccessDeniedException'],
  },
  throttled: {
    ec2: [503, 'RequestLimitExceeded'],
    rds: [400, 'Throttling'],
    elasticloadbalancing: [400, 'Throttling'],
    lambda: [429, 'TooManyRequestsException'],
  },
  expired: {
    ec2: [400, 'RequestExpired'],
    rds: [403, 'ExpiredToken'],
    elasticloadbalancing: [403, 'ExpiredToken'],
    lambda: [403, 'ExpiredTokenException'],
  },
};

/** A refusal as the service words it. */
export function refusal(kind: 'denied' | 'throttled' | 'expired', service: string): Refusal {
  const [status, code] = SAID[kind]?.[service] ?? [400, 'InvalidAction'];
  return new Refusal(status, code, `this server says ${code}`);
}
