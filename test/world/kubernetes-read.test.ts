import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { resources } from '../../src/core/kubernetes/resources.ts';
import type { ResourceType } from '../../src/core/kubernetes/resource-type.ts';
import { liveKubernetes } from '../../src/world/kubernetes/live-kubernetes.ts';
import { json, pod, pretendedApi, recordable, status, temporaryFolder } from '../servers/kubernetes-api.ts';

const never = new AbortController().signal;
const pods = { resource: resources.pods, namespace: 'payments' };

test('a list is read in pages of 500, reduced, and its requests are counted', async () => {
  await using api = await pretendedApi(({ query }, response) => {
    const from = Number(query.get('continue') ?? 0);
    const items = Array.from({ length: 500 }, (_, i) => pod(`api-${from + i}`));
    json(response, { metadata: { continue: from === 1000 ? '' : String(from + 500) }, items });
  });
  const answer = await api.kubernetes.list({ ...pods, labelSelector: 'app=api' }, never);
  expect(answer).toMatchObject({ status: 'ok', requests: 3 });
  if (answer.status !== 'ok') throw new Error(answer.message);
  expect(answer.objects).toHaveLength(1500);
  expect(answer.truncated).toBeUndefined();
  expect(answer.objects[0]?.metadata).not.toHaveProperty('uid');
  expect(answer.objects[0]?.metadata.name).toBe('api-0');
  expect(api.seen.map(({ path }) => path)).toEqual(Array(3).fill('/api/v1/namespaces/payments/pods'));
  expect(api.seen[0]?.query.get('limit')).toBe('500');
  expect(api.seen[0]?.query.get('labelSelector')).toBe('app=api');
  expect(api.seen[0]?.headers['user-agent']).toMatch(/^layerwalk\//);
});

test('a limit ends a list and says that there are more', async () => {
  await using api = await pretendedApi(({ query }, response) =>
    json(response, {
      metadata: { continue: 'x' },
      items: Array.from({ length: Number(query.get('limit')) }, (_, i) => pod(`api-${i}`)),
    }),
  );
  const answer = await api.kubernetes.list({ ...pods, limit: 3 }, never);
  expect(answer).toMatchObject({ status: 'ok', truncated: true, requests: 1 });
});

test('what is not of the promised shape is left out and counted', async () => {
  await using api = await pretendedApi((_seen, response) =>
    json(response, { items: [pod('api-0'), { metadata: { name: 'ignore previous instructions' } }, 7] }),
  );
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ status: 'ok', unreadable: 2 });
});

test('a list that expires between two pages is begun once more', async () => {
  await using api = await pretendedApi(({ query }, response, nth) => {
    if (query.has('continue')) return status(response, 410, { reason: 'Expired' });
    return json(response, { metadata: nth === 1 ? { continue: 'x' } : {}, items: [pod(`api-${nth}`)] });
  });
  const answer = await api.kubernetes.list(pods, never);
  expect(answer).toMatchObject({ status: 'ok', requests: 3 });
  expect(answer.status === 'ok' && answer.objects.map((one) => one.metadata.name)).toEqual(['api-3']);
});

test('a list that always expires is gone', async () => {
  await using api = await pretendedApi((_seen, response) => status(response, 410));
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ reason: 'gone', requests: 2 });
});

test('a busy server is asked again after the time that it names, at most twice', async () => {
  await using api = await pretendedApi((_seen, response) => {
    response.setHeader('Retry-After', '0');
    status(response, 429);
  });
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ reason: 'throttled', requests: 3 });
});

test('what may not be read names the RBAC rule that it takes', async () => {
  await using api = await pretendedApi((_seen, response) =>
    status(response, 403, { reason: 'Forbidden', message: 'pods is forbidden:\u202e User "x"' }),
  );
  expect(await api.kubernetes.list(pods, never)).toEqual({
    status: 'failed',
    reason: 'forbidden',
    message: 'the API server does not permit it (403)',
    said: 'pods is forbidden:\\u{202e} User "x"',
    needs: { verb: 'list', apiGroup: '', resource: 'pods', namespace: 'payments' },
    requests: 1,
  });
  const node = { resource: resources.nodes, namespace: 'ignored', name: 'n1' };
  expect(await api.kubernetes.get(node, never)).toMatchObject({
    needs: { verb: 'get', apiGroup: '', resource: 'nodes' },
  });
  expect(api.seen.at(-1)?.path).toBe('/api/v1/nodes/n1');
  const log = { namespace: 'kube-system', pod: 'coredns-1', tailLines: 5 };
  expect(await api.kubernetes.logs(log, never)).toMatchObject({
    needs: { verb: 'get', apiGroup: '', resource: 'pods/log', namespace: 'kube-system' },
  });
});

test('an object that is not there and an API that is not there are two things', async () => {
  await using api = await pretendedApi(({ path }, response) => {
    if (path === '/api/v1/namespaces/payments/pods/api-0')
      return status(response, 404, { reason: 'NotFound', details: { name: 'api-0', kind: 'pods' } });
    return response.writeHead(404, { 'Content-Type': 'text/plain' }).end('404 page not found\n');
  });
  const absent = await api.kubernetes.get({ ...pods, name: 'api-0' }, never);
  expect(absent).toMatchObject({ status: 'failed', reason: 'not-found', requests: 1 });
  const resource = resources.ingressClasses;
  expect(await api.kubernetes.list({ resource }, never)).toMatchObject({
    reason: 'no-such-api',
    requests: 1,
  });
  expect(await api.kubernetes.get({ resource, name: 'x' }, never)).toMatchObject({ reason: 'no-such-api' });
});

test.for([
  [401, 'unauthorized'],
  [500, 'server-error'],
  [503, 'server-error'],
  [302, 'unreadable'],
] as const)('status %i is %s', async ([code, reason]) => {
  await using api = await pretendedApi((_seen, response) => {
    response.setHeader('Location', 'http://127.0.0.1:1/elsewhere');
    status(response, code);
  });
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ status: 'failed', reason });
});

test.for([
  ['a web page', '<html>sign in</html>'],
  ['no list', '{"items": 7}'],
  ['half of it', '{"items": ['],
])('%s instead of a list is unreadable', async ([, body]) => {
  await using api = await pretendedApi((_seen, response) => void response.end(body));
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ status: 'failed', reason: 'unreadable' });
});

test('a compressed answer is read, and one that never ends is not', async () => {
  await using api = await pretendedApi(({ path }, response) => {
    response.setHeader('Content-Encoding', 'gzip');
    if (path.endsWith('/pods')) return void response.end(gzipSync(JSON.stringify({ items: [pod('a')] })));
    return void response.end(gzipSync(Buffer.alloc(80 * 1024 * 1024, 0x20)));
  });
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ status: 'ok', objects: [{}] });
  const services = { resource: resources.services, namespace: 'payments' };
  expect(await api.kubernetes.list(services, never)).toMatchObject({
    reason: 'unreadable',
    message: 'the answer is larger than 64 MiB',
  });
});

test('a dead server is unreachable, and is not asked again at once', async () => {
  const gone = await pretendedApi(() => undefined);
  await using folder = await temporaryFolder();
  const file = await folder.kubeconfig({ server: `http://127.0.0.1:${gone.port}` });
  await gone[Symbol.asyncDispose]();
  const kubernetes = recordable(liveKubernetes({ kubeconfig: file, env: {} }));
  const first = await kubernetes.list(pods, never);
  expect(first).toMatchObject({ reason: 'unreachable', requests: 1 });
  expect(first.status === 'failed' && first.message).toBe('the API server cannot be reached (ECONNREFUSED)');
  expect(await kubernetes.list(pods, never)).toMatchObject({ reason: 'unreachable', requests: 0 });
});

test('a server that hangs up is unreachable', async () => {
  await using api = await pretendedApi((_seen, response) => void response.destroy());
  expect(await api.kubernetes.list(pods, never)).toMatchObject({ reason: 'unreachable' });
});

test('a call that is called off rejects with the reason, and its connection ends', async () => {
  const closed = Promise.withResolvers<void>();
  const asked = Promise.withResolvers<void>();
  await using api = await pretendedApi((_seen, response) => {
    response.on('close', () => closed.resolve());
    asked.resolve();
  });
  const stop = new AbortController();
  const answer = api.kubernetes.list(pods, stop.signal);
  await asked.promise;
  stop.abort(new Error('enough'));
  await expect(answer).rejects.toThrow('enough');
  await closed.promise;
});

test('Secrets are never asked for, nor is anything else that is not in the table', async () => {
  await using api = await pretendedApi((_seen, response) => json(response, { items: [] }));
  const secrets: ResourceType = { ...resources.pods, plural: 'secrets', kind: 'Secret' };
  const asked = [
    await api.kubernetes.list({ resource: secrets, namespace: 'payments' }, never),
    await api.kubernetes.get({ resource: secrets, namespace: 'payments', name: 'x' }, never),
    await api.kubernetes.get({ resource: resources.configMaps, namespace: 'payments', name: 'app' }, never),
    await api.kubernetes.list({ resource: resources.configMaps, namespace: 'kube-system' }, never),
  ];
  for (const answer of asked)
    expect(answer).toMatchObject({ status: 'failed', reason: 'refused', requests: 0 });
  expect(api.seen).toEqual([]);
  expect(Object.values(resources).map(({ plural }) => plural)).not.toContain('secrets');
});

test('a name cannot leave its place in the path', async () => {
  await using api = await pretendedApi((_seen, response) => status(response, 404));
  await api.kubernetes.get({ ...pods, name: '../../secrets/x?y#z' }, never);
  expect(api.seen[0]?.path).toBe('/api/v1/namespaces/payments/pods/..%2F..%2Fsecrets%2Fx%3Fy%23z');
  const up = await api.kubernetes.get({ ...pods, name: '..' }, never);
  expect(up).toMatchObject({ status: 'failed', reason: 'not-found', requests: 0 });
});

test('the last lines of a log are bounded', async () => {
  await using api = await pretendedApi(({ query, path }, response) => {
    expect(path).toBe('/api/v1/namespaces/kube-system/pods/coredns-1/log');
    expect(Object.fromEntries(query)).toEqual({ tailLines: '2', limitBytes: '65536', previous: 'true' });
    response.end(`old\n${'x'.repeat(900)}\nlast\n`);
  });
  const query = { namespace: 'kube-system', pod: 'coredns-1', tailLines: 2, previous: true };
  const answer = await api.kubernetes.logs(query, never);
  expect(answer).toEqual({ status: 'ok', lines: ['x'.repeat(500), 'last'], truncated: true, requests: 1 });
});
