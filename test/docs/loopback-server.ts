import { createServer } from 'node:http';
import { once } from 'node:events';

/** An HTTP server on a free port of the loopback, which answers 200 to everything. Ended with `running`. */
export async function loopbackServer(running: AsyncDisposableStack): Promise<number> {
  const server = createServer((_request, response) => response.end('ok\n'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.defer(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
