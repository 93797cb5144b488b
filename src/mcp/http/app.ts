import {
  createMcpHandler,
  hostHeaderValidationResponse,
  type McpHttpHandler,
  OAuthError,
  OAuthErrorCode,
  originValidationResponse,
  requireBearerAuth,
} from '@modelcontextprotocol/server';
import type { HttpBindings } from '@hono/node-server';
import { getConnInfo } from '@hono/node-server/conninfo';
import { Hono } from 'hono';
import type { World } from '../../core/world/world.ts';
import type { Audited } from '../call/audited.ts';
import { log, logEvent } from '../log.ts';
import { createServer, type ServerOptions } from '../server.ts';
import { type Client, recognizer } from './clients.ts';
import { LONGEST_BODY } from './limits.ts';
import type { Connection } from './strangers.ts';
import { type Turns, turnsByClient } from './turns.ts';

export interface AppOptions extends Omit<ServerOptions, 'gate' | 'audit'> {
  /** Who may ask; undefined: anyone who reaches the port. */
  readonly clients?: readonly Client[];
  /** Names under which the server is reached: what a Host or an Origin header may say. */
  readonly hostnames: readonly string[];
  /** Is told who asked what; it is logged, unless given. */
  readonly onCall?: (client: string, call: Audited) => void;
  /** Is told of each connection over which somebody has shown who they are. */
  readonly onKnown?: (connection: Connection) => void;
  /** What each client may still do. */
  readonly turns?: (client: string) => Turns;
  /** What answers a request: Layerwalk's server, unless given. */
  readonly serverOf?: typeof createServer;
}

type Face = Hono<{ Bindings: HttpBindings }>;

/** The HTTP face, and what must be told when the process is to end. */
export interface App {
  readonly fetch: Face['fetch'];
  /** From now on /readyz says no and no call is begun. */
  drain(): void;
  /** Calls off what is in flight. */
  close(): Promise<void>;
}

/** Who verifies says how long for; here a token holds as long as the process. */
const HOLDS_FOR_S = 3_600;

/**
 * MCP over Streamable HTTP (revision 2025-11-25, "Streamable HTTP"; and 2026-07-28) at /mcp, a server a request, so that nothing is
 * kept between two of them; /healthz and /readyz for whoever runs it. Answers 401 without a token that is known, 403 to a Host
 * or Origin that is not ours, 413 to what is too long, 429 to who asks too often.
 */
export function httpApp(world: World, options: AppOptions): App {
  const { clients, hostnames, onCall = logCall, onKnown, turns = turnsByClient(), ...rest } = options;
  const { serverOf = createServer, ...about } = rest;
  const handler: McpHttpHandler = createMcpHandler(
    ({ authInfo }) => {
      const client = authInfo?.clientId ?? 'unknown';
      return serverOf(world, {
        ...about,
        gate: turns(client).calls,
        audit: (call) => onCall(client, call),
      });
    },
    { maxRequestBodySize: LONGEST_BODY, onerror: ({ message }) => log(message) },
  );
  const authenticate = clients && requireBearerAuth({ verifier: verifierOf(clients) });
  let draining = false;

  const app: Face = new Hono();
  app.get('/healthz', (c) => c.text('ok\n'));
  app.get('/readyz', (c) => (draining ? c.text('draining\n', 503) : c.text('ready\n')));
  app.all('/mcp', async (c) => {
    const request = c.req.raw;
    const foreign =
      hostHeaderValidationResponse(request, [...hostnames]) ??
      originValidationResponse(request, [...hostnames]);
    if (foreign) return foreign;
    if (draining) return refused(503, 'This server is about to end: ask again, another will answer.', 1);
    const authInfo = await (authenticate?.(request) ?? {
      token: '',
      clientId: getConnInfo(c).remote.address ?? 'unknown',
      scopes: [],
    });
    if (authInfo instanceof Response) return authInfo;
    onKnown?.(c.env.incoming.socket);
    const { requests } = turns(authInfo.clientId);
    if (!requests.take()) {
      return refused(429, 'Too many requests: ask again later.', Math.ceil(requests.waitMs() / 1_000));
    }
    return handler.fetch(request, { authInfo });
  });
  app.notFound(() => refused(404, 'Nothing here: MCP is at /mcp.'));
  app.onError((error) => {
    log(error.message);
    return refused(500, 'Internal error; the log on stderr has the details.');
  });
  return {
    fetch: app.fetch,
    drain: () => void (draining = true),
    close: () => handler.close(),
  };
}

const logCall = (client: string, call: Audited): void => logEvent({ event: 'call', client, ...call });

const verifierOf = (clients: readonly Client[]): Parameters<typeof requireBearerAuth>[0]['verifier'] => {
  const nameOf = recognizer(clients);
  return {
    async verifyAccessToken(token) {
      const clientId = nameOf(token);
      if (clientId === undefined) throw new OAuthError(OAuthErrorCode.InvalidToken, 'Unknown token');
      return { token, clientId, scopes: [], expiresAt: Date.now() / 1_000 + HOLDS_FOR_S };
    },
  };
};

/** A refusal as JSON-RPC clients read it. */
function refused(status: number, message: string, retryAfterS?: number): Response {
  return Response.json(
    { jsonrpc: '2.0', error: { code: -32_000, message }, id: null },
    { status, headers: retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) } },
  );
}
