import { createAdaptorServer } from '@hono/node-server';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Audited } from '../../src/mcp/call/audited.ts';
import { type AppOptions, httpApp } from '../../src/mcp/http/app.ts';
import type { Client } from '../../src/mcp/http/clients.ts';
import { stubWorld } from './stub-world.ts';
import { stubs } from './stubs.ts';

export const TOKEN = 'a-token-of-the-tests';

/** The HTTP face in this process, with callables made for tests, on a port of its own on loopback. */
export async function stubHttp(
  who: readonly Client[] | 'anyone' = [{ name: 'tests', token: TOKEN }],
  more: Pick<AppOptions, 'turns'> = {},
) {
  const clients = who === 'anyone' ? undefined : who;
  const calls: (Audited & { client: string })[] = [];
  const app = httpApp(stubWorld, {
    version: '0.0.0',
    callables: stubs,
    hostnames: ['127.0.0.1'],
    onCall: (client, call) => calls.push({ client, ...call }),
    ...(clients && { clients }),
    ...more,
  });
  const server = createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`);
  const close = async (): Promise<void> => {
    const { promise, resolve } = Promise.withResolvers<void>();
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
    await promise;
  };
  return { end: { url, ...(clients?.[0] && { token: clients[0].token }) }, url, app, calls, close };
}
