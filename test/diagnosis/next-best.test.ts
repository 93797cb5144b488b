import { expect, test } from 'vitest';
import { nextBest } from '../../src/diagnosis/next-best.ts';

test('a command carries the target as words of a shell', () => {
  const url = 'http://web/?a=1&b=$(id)';
  expect(nextBest('app.proxy-env', { host: 'web', port: 80, url }, false)?.command).toContain(`'${url}'`);
  const v6 = nextBest('tls.large-hello', { host: '2001:db8::1', port: 443 }, false);
  expect(v6?.command).toContain("-connect '[2001:db8::1]:443' -tls1_2");
});

test('it speaks of the end of the leg that failed', () => {
  expect(nextBest('tcp.refused', { host: 'proxy.corp', port: 3128 }, false)?.command).toContain(':3128');
  const url = 'https://web:8443/health';
  expect(nextBest('app.no-reply', { host: 'web', port: 8443, url }, false)?.command).toContain(
    'https://127.0.0.1:8443/health',
  );
});

test('nothing is advised that was done already', () => {
  expect(nextBest('tcp.refused', { host: 'localhost', port: 3128 }, true)).toBeUndefined();
  expect(nextBest('tls.stalls', { host: 'web', port: 443 }, false)).toBeUndefined();
  expect(nextBest(null, { host: 'web', port: 80 }, false)).toBeUndefined();
});
