import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { live } from '../../src/core/steps.ts';
import { tcpProbe } from '../../src/tools/tcp-probe/tool.ts';
import { openWorld } from '../../src/world/open-world.ts';

test('tries are as far apart as asked', async () => {
  const times: number[] = [];
  const server = createServer((socket) => {
    times.push(performance.now());
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const { signal } = new AbortController();
  const context = { world: await openWorld(), signal, steps: live, progress: () => undefined };
  const input = tcpProbe.input.parse({ host: '127.0.0.1', ports: [port], attempts: 4, interval: 150 });
  const finding = await tcpProbe.run(context, input);
  server.close();
  expect(finding.status).toBe('pass');
  const [first = 0, ...rest] = times;
  expect(rest.length).toBeGreaterThanOrEqual(3);
  expect((times.at(-1) ?? 0) - first).toBeGreaterThanOrEqual(2 * 150);
});
