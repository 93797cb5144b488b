import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactText, redactUrl } from '../../src/core/redact.ts';

const numRuns = Number(process.env['FUZZ_RUNS'] ?? 500);
const TIMEOUT = 60_000 + numRuns * 5;

const SECRET = 'S3CRETPART';
const scheme = fc.constantFrom('http', 'https', 'postgres', 'redis', 'amqp', 'x-unknown');
const host = fc.constantFrom('db.internal', '10.0.0.1', '[::1]', 'xn--a', 'a b', '', 'host:99999', 'host:');
const junk = fc.string({ unit: fc.constantFrom(...'ab1:/?#[]!$&()*+,;=%.~-@\\^`{|}'), maxLength: 8 });
const key = fc.constantFrom(
  'token',
  'access_token',
  'X-Api-Key',
  'PASSWORD',
  'sig',
  'X-Amz-Signature',
  'code',
  'jwt',
);
const words = fc.stringMatching(/^[a-z ,.]{0,20}$/);

describe('redaction', () => {
  test(
    'leaves no user information in a URL, whether or not it can be parsed',
    () => {
      fc.assert(
        fc.property(scheme, junk, junk, host, (name, before, after, at) => {
          // A path that holds an "@" is a path: only a user part that reads as one must go.
          fc.pre(!/[/?#\\]/.test(before + after));
          const url = `${name}://${before}${SECRET}${after}@${at}/path`;
          expect(redactUrl(url)).not.toContain(SECRET);
          expect(redactText(`cannot open ${url} now`)).not.toContain(SECRET);
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test(
    'leaves no value of a secret-looking query parameter, whether or not the URL can be parsed',
    () => {
      fc.assert(
        fc.property(scheme, host, key, words, (name, at, parameter, text) => {
          for (const url of [
            `${name}://${at}/?${parameter}=${SECRET}`,
            `${name}://${at}/p?a=1&${parameter}=${SECRET}&b=2`,
            `${name}://${at}/p#${parameter}=${SECRET}`,
          ]) {
            fc.pre(!/\s/.test(at));
            expect(redactUrl(url)).not.toContain(SECRET);
            expect(redactText(`${text} ${url} ${text}`)).not.toContain(SECRET);
          }
        }),
        { numRuns },
      );
    },
    TIMEOUT,
  );

  test.each([
    ['postgres://u:pa/ss@db:5432/x', 'postgres://REDACTED@db:5432/x'],
    ['postgres://u:pa#ss@db:5432/x', 'postgres://REDACTED@db:5432/x'],
    ['https://api.example.com/a?b=c', 'https://api.example.com/a?b=c'],
    ['https://api.example.com/?token=x&b=c', 'https://api.example.com/?token=REDACTED&b=c'],
    ['db.internal:5432', 'db.internal:5432'],
  ])('%s becomes %s', (url, shown) => {
    expect(redactUrl(url)).toBe(shown);
  });

  test('credentials of HTTP authentication go', () => {
    expect(redactText('sent Authorization: Bearer abc.def-123 to it')).toBe(
      'sent Authorization: Bearer REDACTED to it',
    );
    expect(redactText('Basic dXNlcjpwYXNz')).toBe('Basic REDACTED');
  });

  test('a megabyte is done with, whatever it is made of', () => {
    for (const unit of ['://', 'http://', '@', 'a://b@', 'bearer ', 'x', '?token=', '&sig=', 'a.', '\\']) {
      const text = unit.repeat(Math.ceil(1_000_000 / unit.length));
      expect(redactText(text).length).toBeGreaterThan(0);
      expect(redactUrl(text).length).toBeGreaterThan(0);
      expect(redactUrl(`http://${text}`).length).toBeGreaterThan(0);
    }
  });
});
