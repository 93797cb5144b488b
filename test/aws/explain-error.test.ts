import { expect, test } from 'vitest';
import { explainError } from '../../src/world/aws/explain-error.ts';

const failure = (name: string, message = 'said so', code?: string): Error =>
  Object.assign(new Error(message), { name, ...(code !== undefined && { code }) });

// What AWS's services, and the SDK itself, call the same thing.
test.each([
  ['RequestExpired', 'expired-token'],
  ['ExpiredTokenException', 'expired-token'],
  ['TokenProviderError', 'expired-token'],
  ['CredentialsProviderError', 'no-credentials'],
  ['InvalidClientTokenId', 'no-credentials'],
  ['UnauthorizedOperation', 'access-denied'],
  ['AccessDeniedException', 'access-denied'],
  ['RequestLimitExceeded', 'throttled'],
  ['TooManyRequestsException', 'throttled'],
  ['OptInRequired', 'wrong-region'],
  ['InvalidSubnetID.NotFound', 'not-found'],
  ['DBProxyNotFoundFault', 'not-found'],
  ['ResourceNotFoundException', 'not-found'],
  ['TimeoutError', 'timeout'],
  ['InternalError', 'server-error'],
  ['SomethingNew', 'server-error'],
])('%s is %s', (name, reason) => {
  expect(explainError(failure(name))).toMatchObject({ reason, said: 'said so' });
});

test('a session that ran out is not the same as none', () => {
  const expired = failure(
    'CredentialsProviderError',
    'The SSO session associated with this profile has expired.',
  );
  expect(explainError(expired).reason).toBe('expired-token');
});

test('a Region that does not exist has no host; a network that is down has no way there', () => {
  expect(explainError(failure('Error', 'getaddrinfo', 'ENOTFOUND')).reason).toBe('wrong-region');
  expect(explainError(failure('Error', 'connect', 'ECONNREFUSED')).reason).toBe('unreachable');
  expect(explainError(failure('Error', 'getaddrinfo', 'EAI_AGAIN')).reason).toBe('unreachable');
});

test('what a service said is kept apart, and without secrets', () => {
  const { message, said } = explainError(failure('AccessDenied', `user ${'x'.repeat(900)}`));
  expect(message).toBe('access is denied');
  expect(said?.length).toBeLessThanOrEqual(500);
});
