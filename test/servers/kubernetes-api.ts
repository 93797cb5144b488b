import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Kubernetes, ReadFailure } from '../../src/core/world/kubernetes.ts';
import { liveKubernetes } from '../../src/world/kubernetes/live-kubernetes.ts';
import { httpServer } from './http-server.ts';

/** One request as an API server saw it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

type Serve = (seen: Seen, response: ServerResponse, nth: number) => void;

/** Something that answers on loopback in the place of an API server, and the port that reads it. */
export interface PretendedApi extends AsyncDisposable {
  readonly seen: readonly Seen[];
  readonly port: number;
  readonly kubernetes: Kubernetes;
}

/** Serves over http on loopback and makes a kubeconfig for it; anything but GET fails the test. */
export async function pretendedApi(serve: Serve): Promise<PretendedApi> {
  const seen: Seen[] = [];
  const server = await httpServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://x');
    const one: Seen = {
      method: request.method ?? '',
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
    };
    seen.push(one);
    if (one.method !== 'GET') throw new Error(`a write: ${one.method} ${one.path}`);
    serve(one, response, seen.length);
  });
  const folder = await temporaryFolder();
  const file = await folder.kubeconfig({ server: `http://127.0.0.1:${server.port}` });
  return {
    seen,
    port: server.port,
    kubernetes: recordable(liveKubernetes({ kubeconfig: file, env: {} })),
    async [Symbol.asyncDispose]() {
      await folder[Symbol.asyncDispose]();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** Insists that an answer that failed can be recorded and read back. */
export function recordable(kubernetes: Kubernetes): Kubernetes {
  const checked = async <A extends { status: string }>(answer: Promise<A>): Promise<A> => {
    const found = await answer;
    if (found.status === 'failed') ReadFailure.parse(found);
    return found;
  };
  return {
    get: (ref, signal) => checked(kubernetes.get(ref, signal)),
    list: (query, signal) => checked(kubernetes.list(query, signal)),
    logs: (query, signal) => checked(kubernetes.logs(query, signal)),
    where: (context) => kubernetes.where(context),
  };
}

/** A folder for the time of a test, with kubeconfigs in it. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'layerwalk-kube-'));
  const write = async (name: string, text: string, mode = 0o600): Promise<string> => {
    await writeFile(join(path, name), text, { mode });
    return join(path, name);
  };
  return {
    path,
    write,
    /** A kubeconfig with one context, "one". */
    kubeconfig: (cluster: object, user: object = {}, name = 'config'): Promise<string> =>
      write(name, stringify(kubeconfig(cluster, user))),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

export const kubeconfig = (cluster: object, user: object = {}, name = 'one') => ({
  apiVersion: 'v1',
  kind: 'Config',
  'current-context': name,
  clusters: [{ name, cluster }],
  users: [{ name, user }],
  contexts: [{ name, context: { cluster: name, user: name, namespace: 'payments' } }],
});

export const json = (response: ServerResponse, body: unknown, status = 200): void =>
  void response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));

/** A failure as the API says it. */
export const status = (response: ServerResponse, code: number, more: object = {}): void =>
  json(response, { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, ...more }, code);

export const pod = (name: string, namespace = 'payments') => ({
  metadata: { name, namespace, uid: 'not-kept' },
  spec: { containers: [{ name: 'app', image: 'app:1' }] },
  status: { phase: 'Running' },
});
