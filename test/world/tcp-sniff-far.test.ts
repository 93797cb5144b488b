import { expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import type { Opener } from '../../src/world/vantage/opener.ts';
import { fromHere } from '../../src/world/vantage/local/from-here.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { sniffBy } from '../../src/world/vantage/local/sniff.ts';
import { tcpServer } from '../servers/tls-server.ts';

test('on a long path a refusal that comes a round trip after the connection is still heard', async () => {
  const roundTripMs = 250;
  await using server = await tcpServer((socket) => {
    setTimeout(() => socket.end('-DENIED Redis is running in protected mode\r\n'), roundTripMs);
  });
  const policy = addressPolicy();
  const { open } = fromHere(thisMachine(policy));
  const far: Opener = async (request, signal) => {
    const opened = await open(request, signal);
    return { ...opened, dial: { ...opened.dial, ms: roundTripMs } };
  };
  const request = { address: '127.0.0.1', port: server.port, timeoutMs: 1000, waitMs: 100 };
  const heard = await sniffBy({ policy, open: far })(request, new AbortController().signal);
  expect(heard).toMatchObject({ outcome: 'bytes', refusal: { product: 'redis', reason: 'protected-mode' } });
});
