import { createAdaptorServer } from '@hono/node-server';
import type { Server } from 'node:http';
import { localhostAllowedHostnames } from '@modelcontextprotocol/server';
import type { World } from '../core/world/world.ts';
import { BadInput } from '../core/bad-input.ts';
import { type App, type AppOptions, httpApp } from './http/app.ts';
import {
  CONNECTIONS,
  DRAIN_MS,
  HEADERS_MS,
  IDLE_MS,
  LATE_CHECK_MS,
  REQUEST_MS,
  STRANGERS,
} from './http/limits.ts';
import { strangers } from './http/strangers.ts';
import { log, logAsJson, logBug, logEvent } from './log.ts';

const IDLE_CHECK_MS = 50;

export interface HttpOptions extends AppOptions {
  readonly host: string;
  readonly port: number;
}

/**
 * Serves MCP over HTTP until the process is told to stop: then no call is begun, those in flight get 20 s, and it resolves.
 * Logs a JSON object a line on stderr, with one for every call. Throws BadInput when it cannot listen.
 */
export async function serveHttp(
  world: World,
  options: HttpOptions,
  onListening: (port: number) => void = () => undefined,
): Promise<void> {
  logAsJson();
  process.on('uncaughtException', logBug);
  process.on('unhandledRejection', logBug);
  // Whoever collects the log may go away; logging is not worth a crash.
  process.stderr.on('error', () => undefined);
  const { admit, know } = strangers(STRANGERS);
  const app = httpApp(world, { ...options, hostnames: namesOf(options), onKnown: know });
  const server = createAdaptorServer({
    fetch: app.fetch,
    overrideGlobalObjects: false,
    serverOptions: { connectionsCheckingInterval: LATE_CHECK_MS },
  }) as Server;
  server.on('connection', admit);
  server.requestTimeout = REQUEST_MS;
  server.headersTimeout = HEADERS_MS;
  server.keepAliveTimeout = IDLE_MS;
  server.maxConnections = CONNECTIONS;
  const port = await listening(server, options);
  logEvent({ event: 'listening', host: options.host, port, clients: options.clients?.length ?? 'anyone' });
  onListening(port);
  // The first question should not wait for what every question needs.
  void import('../diagnosis/index.ts');
  await stopped();
  await drained(server, app);
  logEvent({ event: 'ended' });
}

/** How the server may be addressed, as the SDK compares it: an IPv6 address in brackets. */
const namesOf = ({ host, hostnames }: HttpOptions): string[] => [
  ...localhostAllowedHostnames(),
  ...[host, ...hostnames].map((name) => (name.includes(':') ? `[${name}]` : name)),
];

async function listening(server: Server, { host, port }: HttpOptions): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  server.once('error', (error: NodeJS.ErrnoException) =>
    reject(
      new BadInput(
        `Cannot listen on ${host}:${port} (${error.code ?? 'no reason given'}).`,
        'Send another --host or --port.',
      ),
    ),
  );
  server.listen(port, host, () => {
    server.on('error', (error) => log(error.message));
    const address = server.address();
    resolve(typeof address === 'object' && address ? address.port : port);
  });
  return promise;
}

async function stopped(): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      logEvent({ event: 'draining', signal });
      resolve();
    });
  }
  return promise;
}

/** Lets what is in flight end, for as long as it may take. */
async function drained(server: Server, app: App): Promise<void> {
  app.drain();
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  // Clients keep a connection open that has just been answered.
  const idle = setInterval(() => server.closeIdleConnections(), IDLE_CHECK_MS);
  const enough = setTimeout(() => {
    void app.close().then(() => server.closeAllConnections());
  }, DRAIN_MS);
  await promise;
  clearInterval(idle);
  clearTimeout(enough);
}
