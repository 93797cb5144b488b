import { Agent, request } from 'node:https';
import type { Identity } from './credentials.ts';

const MOST_AT_ONCE = 16;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** Asks the API server as one identity, a bounded number of requests at a time. */
export interface ApiClient {
  /** Rejects only where no answer came. `patch` is sent as a merge patch (RFC 7396). */
  ask(method: string, path: string, body?: object): Promise<Answer>;
  /** The body of a 2xx answer; throws with the API server's words otherwise. */
  must(method: string, path: string, body?: object): Promise<unknown>;
  close(): void;
}

/** A client for `server` (https://host:port), whose certificate `authority` (PEM) signed. */
export function apiClient(server: string, authority: string, { certificate, key }: Identity): ApiClient {
  const agent = new Agent({
    ca: authority,
    cert: certificate,
    key,
    keepAlive: true,
    maxSockets: MOST_AT_ONCE,
  });
  const ask = (method: string, path: string, body?: object): Promise<Answer> =>
    new Promise((resolve, reject) => {
      const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
      const headers = { accept: 'application/json', 'content-type': type };
      const sent = request(`${server}${path}`, { method, agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: parsed(Buffer.concat(chunks).toString()) });
        });
      });
      sent.on('error', reject);
      sent.end(body === undefined ? undefined : JSON.stringify(body));
    });
  return {
    ask,
    async must(method, path, body) {
      const answer = await ask(method, path, body);
      if (answer.status < 200 || answer.status > 299)
        throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 1000)}`);
      return answer.body;
    },
    close: () => agent.destroy(),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
