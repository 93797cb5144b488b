import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { createServer } from 'node:https';
import { createServer as createTcpServer, connect, type AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { resources } from '../../src/core/kubernetes/resources.ts';
import { liveKubernetes } from '../../src/world/kubernetes/live-kubernetes.ts';
import { inCluster } from '../../src/world/kubernetes/kubeconfig/in-cluster.ts';
import { needs } from '../needs.ts';
import { proxyServer } from '../servers/http-proxy.ts';
import {
  json,
  kubeconfig,
  pretendedApi,
  recordable,
  status,
  temporaryFolder,
} from '../servers/kubernetes-api.ts';
import { certificate } from '../servers/tls-certificate.ts';

const never = new AbortController().signal;
const pods = { resource: resources.pods, namespace: 'payments' };

/** Waits for what a started program does. */
async function until<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 250; tries++) {
    const found = await look();
    if (found !== undefined) return found;
    await pause(20);
  }
  throw new Error('it did not come');
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const ca = certificate({ name: 'cluster ca', ca: true });
const serverCertificate = certificate({ name: 'api', issuer: ca, san: ['127.0.0.1', 'kubernetes'] });
const client = certificate({ name: 'reader', issuer: ca, usage: ['1.3.6.1.5.5.7.3.2'] });

/** An API server over TLS that asks for a client certificate and says who came. */
async function tlsApi() {
  const seen: {
    user: string | undefined;
    authorization: string | undefined;
    groups: unknown;
    servername: unknown;
  }[] = [];
  const server = createServer(
    {
      cert: serverCertificate.cert,
      key: serverCertificate.key,
      ca: ca.cert,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => {
      const socket = request.socket as TLSSocket;
      const name: unknown = socket.getPeerCertificate().subject?.CN;
      seen.push({
        user: typeof name === 'string' ? name : undefined,
        authorization: request.headers.authorization,
        groups: request.headers['impersonate-group'],
        servername: socket.servername,
      });
      json(response, { items: [] });
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    seen,
    url: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const trusted = (server: string) => ({ server, 'certificate-authority-data': base64(ca.cert) });

describe('credentials of a kubeconfig', () => {
  test('a client certificate, as data and as a file relative to the kubeconfig', async () => {
    await using api = await tlsApi();
    await using folder = await temporaryFolder();
    await folder.write('ca.crt', ca.cert);
    await folder.write('client.crt', client.cert);
    await folder.write('client.key', client.key);
    const inline = await folder.kubeconfig(trusted(api.url), {
      'client-certificate-data': base64(client.cert),
      'client-key-data': base64(client.key),
    });
    const files = await folder.kubeconfig(
      { server: api.url, 'certificate-authority': 'ca.crt', 'tls-server-name': 'kubernetes' },
      { 'client-certificate': 'client.crt', 'client-key': 'client.key', as: 'jane', 'as-groups': ['a', 'b'] },
      'other',
    );
    for (const file of [inline, files]) {
      const answer = await recordable(liveKubernetes({ kubeconfig: file, env: {} })).list(pods, never);
      expect(answer).toMatchObject({ status: 'ok' });
    }
    expect(api.seen.map(({ user }) => user)).toEqual(['reader', 'reader']);
    expect(api.seen[1]).toMatchObject({ groups: 'a, b', servername: 'kubernetes' });
  });

  test('a server that another authority signed is not trusted, unless the kubeconfig says so', async () => {
    await using api = await tlsApi();
    await using folder = await temporaryFolder();
    const strict = await folder.kubeconfig({ server: api.url });
    const lax = await folder.kubeconfig({ server: api.url, 'insecure-skip-tls-verify': true }, {}, 'lax');
    expect(await recordable(liveKubernetes({ kubeconfig: strict, env: {} })).list(pods, never)).toMatchObject(
      {
        reason: 'unreachable',
        message: expect.stringMatching(/^TLS with the API server fails \([A-Z_]+\)$/),
      },
    );
    expect(await recordable(liveKubernetes({ kubeconfig: lax, env: {} })).list(pods, never)).toMatchObject({
      status: 'ok',
    });
  });

  test('a token file is read again when its token is refused', async () => {
    await using folder = await temporaryFolder();
    const token = await folder.write('token', 'old');
    await using api = await pretendedApi(({ headers }, response) => {
      if (headers.authorization === 'Bearer new') return json(response, { items: [] });
      void folder.write('token', 'new').then(() => status(response, 401));
      return undefined;
    });
    const file = await folder.kubeconfig({ server: `http://127.0.0.1:${api.port}` }, { tokenFile: token });
    const answer = await recordable(liveKubernetes({ kubeconfig: file, env: {} })).list(pods, never);
    expect(answer).toMatchObject({ status: 'ok', requests: 2 });
  });

  test('through an HTTP and a SOCKS proxy, from the kubeconfig and from the environment', async () => {
    await using api = await tlsApi();
    await using http = await proxyServer();
    await using socks = await socksServer();
    await using folder = await temporaryFolder();
    const named = await folder.kubeconfig({
      ...trusted(api.url),
      'proxy-url': `http://127.0.0.1:${http.port}`,
    });
    const plain = await folder.kubeconfig(trusted(api.url), {}, 'plain');
    const byName = {
      ...trusted(api.url.replace('127.0.0.1', 'kubernetes')),
      'proxy-url': `socks5://127.0.0.1:${socks.port}`,
    };
    const overSocks = await folder.kubeconfig(byName, {}, 'socks');
    const env = { HTTPS_PROXY: `http://127.0.0.1:${http.port}` };
    expect(await recordable(liveKubernetes({ kubeconfig: named, env: {} })).list(pods, never)).toMatchObject({
      status: 'ok',
    });
    expect(await recordable(liveKubernetes({ kubeconfig: plain, env })).list(pods, never)).toMatchObject({
      status: 'ok',
    });
    expect(http.asked).toHaveLength(2);
    const exempt = { ...env, NO_PROXY: '127.0.0.1' };
    expect(
      await recordable(liveKubernetes({ kubeconfig: plain, env: exempt })).list(pods, never),
    ).toMatchObject({
      status: 'ok',
    });
    expect(http.asked).toHaveLength(2);
    expect(
      await recordable(liveKubernetes({ kubeconfig: overSocks, env: {} })).list(pods, never),
    ).toMatchObject({
      status: 'ok',
    });
    expect(socks.asked).toEqual(['kubernetes']);
  });
});

/** A SOCKS 5 proxy that takes every name for 127.0.0.1. */
async function socksServer() {
  const asked: string[] = [];
  const server = createTcpServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', () => {
      socket.write(Uint8Array.of(5, 0));
      socket.once('data', (request) => {
        const length = request[4] ?? 0;
        asked.push(request.subarray(5, 5 + length).toString());
        const upstream = connect(request.readUInt16BE(5 + length), '127.0.0.1', () => {
          socket.write(Uint8Array.of(5, 0, 0, 1, 127, 0, 0, 1, 0, 0));
          socket.pipe(upstream).pipe(socket);
        });
        upstream.on('error', () => socket.destroy());
        socket.on('close', () => upstream.destroy());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    port: (server.address() as AddressInfo).port,
    [Symbol.asyncDispose]: async () => void (await new Promise((resolve) => server.close(resolve))),
  };
}

describe('a credential plugin', needs({ linux: true }), () => {
  const exec = (command: string, more: object = {}) => ({
    exec: { apiVersion: 'client.authentication.k8s.io/v1', command, interactiveMode: 'Never', ...more },
  });

  test('runs once with the user’s environment, its token is sent until it expires', async () => {
    await using folder = await temporaryFolder();
    await using api = await pretendedApi((_seen, response) => json(response, { items: [] }));
    await folder.write(
      'plugin',
      `#!/bin/sh
echo run >> "$PLACE/runs"
echo "$KUBERNETES_EXEC_INFO" > "$PLACE/info"
echo '{"kind":"ExecCredential","status":{"token":"'"$1-$OWN-$HOME"'"}}'
`,
      0o700,
    );
    const user = exec('./plugin', {
      args: ['a;b'],
      env: [{ name: 'OWN', value: 'own' }],
      provideClusterInfo: true,
    });
    const file = await folder.kubeconfig({ server: `http://127.0.0.1:${api.port}` }, user);
    const kubernetes = recordable(
      liveKubernetes({
        kubeconfig: file,
        env: { HOME: '/home/x', PATH: '/usr/bin:/bin', PLACE: folder.path },
      }),
    );
    await Promise.all([kubernetes.list(pods, never), kubernetes.list(pods, never)]);
    await kubernetes.list(pods, never);
    expect(new Set(api.seen.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer a;b-own-/home/x']),
    );
    expect(await readFile(`${folder.path}/runs`, 'utf8')).toBe('run\n');
    expect(JSON.parse(await readFile(`${folder.path}/info`, 'utf8'))).toMatchObject({
      kind: 'ExecCredential',
      spec: { interactive: false, cluster: { server: `http://127.0.0.1:${api.port}` } },
    });
  });

  test.for([
    ['fails', '#!/bin/sh\necho "token=abcdef: please log in" >&2\nexit 3\n', 'ended with status 3'],
    ['talks nonsense', '#!/bin/sh\necho hello\n', 'wrote no ExecCredential'],
    ['is not there', '', 'is not installed'],
  ] as const)('that %s is said to, and nothing is sent', async ([, script, why]) => {
    await using folder = await temporaryFolder();
    await using api = await pretendedApi((_seen, response) => json(response, { items: [] }));
    if (script !== '') await folder.write('plugin', script, 0o700);
    const file = await folder.kubeconfig(
      { server: `http://127.0.0.1:${api.port}` },
      exec(script === '' ? 'no-such-plugin' : './plugin'),
    );
    const answer = await recordable(liveKubernetes({ kubeconfig: file, env: { PATH: '/usr/bin' } })).list(
      pods,
      never,
    );
    expect(answer).toMatchObject({ status: 'failed', reason: 'credentials', requests: 0 });
    expect(answer.status === 'failed' && answer.message).toBe(
      `the credential plugin of the kubeconfig ${why}`,
    );
    expect(api.seen).toEqual([]);
  });

  test('ends when the only call that waits for it is called off', async () => {
    await using folder = await temporaryFolder();
    await folder.write(
      'plugin',
      `#!/bin/sh\necho $$ > "$PLACE/pid.new"\nmv "$PLACE/pid.new" "$PLACE/pid"\nexec sleep 60\n`,
      0o700,
    );
    const file = await folder.kubeconfig({ server: 'http://127.0.0.1:1' }, exec('./plugin'));
    const env = { PATH: '/usr/bin:/bin', PLACE: folder.path };
    const stop = new AbortController();
    const answer = recordable(liveKubernetes({ kubeconfig: file, env })).list(pods, stop.signal);
    answer.catch(() => undefined);
    const pid = await until<string>(() => readFile(`${folder.path}/pid`, 'utf8').catch(() => undefined));
    stop.abort(new Error('enough'));
    await expect(answer).rejects.toThrow('enough');
    const stat = () => readFile(`/proc/${pid.trim()}/stat`, 'latin1').catch(() => 'gone');
    await until(async () => (/^gone$|\) Z /.test(await stat()) ? true : undefined));
  });

  test('that needs a terminal is not started', async () => {
    await using folder = await temporaryFolder();
    const file = await folder.kubeconfig(
      { server: 'http://127.0.0.1:1' },
      exec('sh', { interactiveMode: 'Always' }),
    );
    expect(await recordable(liveKubernetes({ kubeconfig: file, env: {} })).list(pods, never)).toMatchObject({
      reason: 'credentials',
      message: 'the credential plugin of the kubeconfig needs a terminal',
    });
  });
});

describe('which cluster', () => {
  test('each call names its context, and changes nothing for the next', async () => {
    await using one = await pretendedApi((_seen, response) => json(response, { items: [] }));
    await using two = await pretendedApi((_seen, response) => json(response, { items: [] }));
    await using folder = await temporaryFolder();
    const first = await folder.kubeconfig({ server: `http://127.0.0.1:${one.port}` });
    const second = await folder.write(
      'second',
      stringify({ ...kubeconfig({ server: `http://127.0.0.1:${two.port}` }, {}, 'two') }),
    );
    const kubernetes = recordable(
      liveKubernetes({ env: { KUBECONFIG: `${folder.path}/not-there:${first}:${second}` } }),
    );
    await kubernetes.list({ ...pods, context: 'two' }, never);
    await kubernetes.list(pods, never);
    expect([one.seen.length, two.seen.length]).toEqual([1, 1]);
    expect(await kubernetes.where('two')).toEqual({
      source: 'live',
      context: 'two',
      chosen: true,
      server: `127.0.0.1:${two.port}`,
      namespace: 'payments',
    });
    expect(await kubernetes.list({ ...pods, context: 'three' }, never)).toEqual({
      status: 'failed',
      reason: 'no-such-context',
      message: 'the kubeconfig has no such context',
      said: 'contexts: one, two',
      requests: 0,
    });
  });

  test('no kubeconfig and no pod is no cluster', async () => {
    await using folder = await temporaryFolder();
    const kubernetes = recordable(liveKubernetes({ env: { HOME: folder.path } }));
    expect(await kubernetes.list(pods, never)).toMatchObject({ reason: 'no-cluster', requests: 0 });
    expect(await kubernetes.where()).toEqual({ source: 'none' });
  });

  test.for([
    ['not YAML', '{ a: [', 'it is not YAML'],
    ['a list', '- a', 'it is not a kubeconfig'],
  ] as const)('a file that is %s cannot be used', async ([, text, why]) => {
    await using folder = await temporaryFolder();
    const file = await folder.write('config', text);
    expect(await recordable(liveKubernetes({ kubeconfig: file, env: {} })).list(pods, never)).toMatchObject({
      reason: 'credentials',
      message: `the kubeconfig cannot be used: ${why}`,
    });
  });

  test('in a pod, its service account', async () => {
    await using folder = await temporaryFolder();
    const env = { KUBERNETES_SERVICE_HOST: 'fd00::1', KUBERNETES_SERVICE_PORT: '443' };
    expect(await inCluster(env, folder.path)).toBeUndefined();
    await folder.write('token', 'abc');
    await folder.write('namespace', 'tools\n');
    expect(await inCluster(env, folder.path)).toMatchObject({
      clusters: [
        { cluster: { server: 'https://[fd00::1]:443', 'certificate-authority': `${folder.path}/ca.crt` } },
      ],
      users: [{ user: { tokenFile: `${folder.path}/token` } }],
      contexts: [{ context: { namespace: 'tools' } }],
    });
    expect(await inCluster({}, folder.path)).toBeUndefined();
  });
});
