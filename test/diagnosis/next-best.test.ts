import { expect, test } from 'vitest';
import { nextBest } from '../../src/diagnosis/next-best.ts';

test('a command carries the target as one word of a shell', () => {
  const url = 'http://web/?a=1&b=$(id)';
  expect(nextBest('app.no-reply', { host: 'web', port: 80, url })?.command).toContain(`'${url}'`);
  expect(nextBest('tls.stalls', { host: '2001:db8::1', port: 443 })?.command).toContain(
    "-connect '[2001:db8::1]:443' -tls1_2",
  );
});

test('it speaks of the end of the leg that failed, and not where this machine was looked at already', () => {
  expect(nextBest('tcp.refused', { host: 'proxy.corp', port: 3128 })?.command).toContain(':3128');
  expect(nextBest('tcp.refused', { host: '127.0.0.1', port: 3128 })).toBeUndefined();
  expect(nextBest(null, { host: 'web', port: 80 })).toBeUndefined();
});
