import type { ServerContext } from '@modelcontextprotocol/server';
import { visible } from '../../core/untrusted.ts';

/** Says what a call is doing to a client that asked to be told. */
export interface Progress {
  say(doing: string): void;
  /** Resolves when all that was said is written: it must reach the client before the answer does. */
  flushed(): Promise<void>;
}

/** Progress notifications for one request; silent when the client sent no progress token, or has called the request off. */
export function progressOf({ mcpReq }: ServerContext): Progress {
  const { _meta: { progressToken } = {} } = mcpReq;
  let progress = 0;
  let written = Promise.resolve();
  return {
    say(doing) {
      if (progressToken === undefined || mcpReq.signal.aborted) return;
      progress += 1;
      const params = { progressToken, progress, message: visible(doing, 120) };
      written = written
        .then(() => mcpReq.notify({ method: 'notifications/progress', params }))
        // A client that does not hear us is told nothing; the call goes on until it is called off.
        .catch(() => undefined);
    },
    flushed: () => written,
  };
}
