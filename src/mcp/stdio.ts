import { serveStdio } from '@modelcontextprotocol/server/stdio';
import type { World } from '../core/world/world.ts';
import { log, logBug } from './log.ts';
import { createServer, type ServerOptions } from './server.ts';
import { callGate } from './call/gate.ts';
import { reserveStdout } from './stdio/reserve.ts';
import { stdioTransport } from './stdio/transport.ts';

/** How long what still runs after the end may keep the process, in milliseconds. */
const LINGER_MS = 400;

/**
 * Serves MCP on stdin and stdout until the client closes stdin or the process is told to stop; then calls in flight are called off.
 * Resolves when the connection has ended; the process is ended by `leave` with status 0 soon after, whatever still runs.
 */
export async function serve(
  world: World,
  options: ServerOptions,
  leave: (status: number) => void = (status) => process.exit(status),
): Promise<void> {
  const transport = stdioTransport(process.stdin, reserveStdout(), log);
  // One gate for the process: the SDK may create a second server while it finds out which protocol the client speaks.
  const gate = options.gate ?? callGate();
  const connection = serveStdio(() => createServer(world, { ...options, gate }), {
    transport,
    onerror: (error) => log(error.message),
  });
  const stop = (): void => void connection.close();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // One probe's stray error must not end the conversation.
  process.on('uncaughtException', logBug);
  process.on('unhandledRejection', logBug);
  await transport.ended;
  // exit() and not a signal: only so is the compile cache written.
  setTimeout(() => leave(0), LINGER_MS).unref();
}
