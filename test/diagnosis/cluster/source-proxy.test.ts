import { expect, test } from 'vitest';
import { podProxy } from '../../../src/core/kubernetes/pod-proxy.ts';
import { Pod } from '../../../src/core/kubernetes/pod.ts';
import { wayOf } from '../../../src/diagnosis/cluster/source-proxy.ts';

const pod = (...containers: object[]): Pod =>
  Pod.parse({ metadata: { name: 'api-0', namespace: 'shop' }, spec: { containers }, status: {} });
const env = (pairs: Record<string, string | null>) =>
  Object.entries(pairs).map(([name, value]) =>
    value === null ? { name, valueFrom: { secretKeyRef: { name: 'x', key: 'y' } } } : { name, value },
  );

/** What a container's environment means for a URL. */
function way(url: string, container: object) {
  const found = podProxy(pod({ name: 'app', ...container }));
  if (!found) throw new Error('No container.');
  const { container: name, proxy, unread, open } = found;
  return wayOf({ container: name, environment: proxy, unread: [...unread], open }, url);
}

test('a proxy that applies ends the first leg', () => {
  const found = way('https://api.example.com/', { env: env({ HTTPS_PROXY: 'http://u:p@proxy.shop:3128' }) });
  expect(found.via).toMatchObject({ host: 'proxy.shop', port: 3128, variable: 'HTTPS_PROXY' });
  expect(found.notes.join()).toContain('through proxy proxy.shop:3128');
  expect(JSON.stringify(found)).not.toContain('u:p');
});

test('an exception, another scheme, or none: the way is direct', () => {
  const exempt = { HTTPS_PROXY: 'http://proxy.shop:3128', NO_PROXY: '.example.com' };
  const found = way('https://api.example.com/', { env: env(exempt) });
  expect(found.via).toBeUndefined();
  expect(found.notes).toEqual([
    'HTTPS_PROXY of container app names proxy proxy.shop:3128; NO_PROXY exempts this host.',
  ]);
  expect(way('http://api.example.com/', { env: env({ HTTPS_PROXY: 'http://proxy.shop:3128' }) })).toEqual({
    notes: [],
  });
  expect(way('https://api.example.com/', {})).toEqual({ notes: [] });
});

test('what a ConfigMap or Secret holds is said, not read', () => {
  const [note] = way('https://api.example.com/', { env: env({ https_proxy: null }) }).notes;
  expect(note).toContain('https_proxy of container app comes from a ConfigMap or Secret');
  const whole = way('https://api.example.com/', { envFrom: [{ configMapRef: { name: 'hidden' } }] });
  expect(whole.notes[0]).toContain('envFrom of container app');
  expect(JSON.stringify(whole)).not.toContain('hidden');
});

test('the container that is named, else the first that is no proxy of a mesh', () => {
  const two = pod(
    { name: 'istio-proxy', env: env({ HTTPS_PROXY: 'http://wrong:1' }) },
    { name: 'app', env: env({ HTTPS_PROXY: 'http://right:1' }) },
  );
  expect(podProxy(two)?.proxy.https?.url).toBe('http://right:1');
  expect(podProxy(two, 'istio-proxy')?.proxy.https?.url).toBe('http://wrong:1');
  expect(podProxy(two, 'absent')).toBeUndefined();
});
