import { expect, test } from 'vitest';
import { curlWord } from '../../src/world/vantage/pod/ways/curl.ts';

test.each([
  ['*   Trying 10.81.2.2:8080...', { is: 'began' }],
  ['* Connected to 10.81.2.2 (10.81.2.2) port 8080 (#0)', { is: 'open' }],
  ['* Established connection to 10.81.2.2 (10.81.2.2 port 8080) from 10.81.1.2 port 40422 ', { is: 'open' }],
  ['* connect to 10.81.2.2 port 9 failed: Connection refused', { is: 'failed', errno: 'ECONNREFUSED' }],
  [
    '* connect to fd81:2::2 port 9 from fd81:1::2 port 4711 failed: Connection refused',
    { is: 'failed', errno: 'ECONNREFUSED' },
  ],
  ['* Immediate connect fail for 10.0.0.1: Network is unreachable', { is: 'failed', errno: 'ENETUNREACH' }],
  ['* Connection timed out after 2001 milliseconds', { is: 'timeout' }],
  ['* Connection timeout after 2001 ms', { is: 'timeout' }],
  ['* ipv4 connect timeout after 2000ms, move on!', { is: 'timeout' }],
  ['* After 2000ms connect time, move on!', { is: 'timeout' }],
  ["* Failed to connect to 10.81.2.2 port 9 after 0 ms: Couldn't connect to server", undefined],
  ['* Closing connection 0', undefined],
  ['< * Connected to you', undefined],
])('%s', (line, word) => {
  expect(curlWord(line)).toEqual(word);
});
