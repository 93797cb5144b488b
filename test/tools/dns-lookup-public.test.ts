import { expect, test } from 'vitest';
import { BadInput } from '../../src/core/bad-input.ts';
import { openWorld } from '../../src/world/open-world.ts';
import type { Handler } from '../servers/dns-server.ts';
import { zone } from '../servers/dns-zone.ts';
import { play, type Scene } from '../servers/dns-scene.ts';

const address = (data: string): Handler =>
  zone(`
    example.com. 60 SOA ns.example.com. admin.example.com. 1 3600 600 86400 60
    api.example.com. 60 A ${data}
  `);

const scene: Scene = {
  servers: { '127.0.0.2': address('127.1.1.1'), '127.0.0.3': address('127.2.2.2') },
  resolvConf: 'nameserver 127.0.0.2\n',
  libc: [{ outcome: 'found', addresses: ['127.1.1.1'] }],
  input: { name: 'api.example.com', types: ['A'] },
};

test('no public resolver is asked by default', async () => {
  const { servers } = await play(scene);
  expect(servers['127.0.0.3']?.received).toHaveLength(0);
});

test('one that start-up names is asked, and is a side view', async () => {
  const { servers, finding } = await play({ ...scene, publicResolvers: ['127.0.0.3'] });
  expect(servers['127.0.0.3']?.received.length).toBeGreaterThan(0);
  expect(finding.status).not.toBe('fail');
});

test('a name that only a cluster knows is not told to it', async () => {
  const input = { name: 'redis.cache.svc.cluster.local', types: ['A'] };
  const { servers } = await play({ ...scene, publicResolvers: ['127.0.0.3'], input });
  expect(servers['127.0.0.3']?.received).toHaveLength(0);
});

test('a public resolver is given by its address', async () => {
  await expect(openWorld({ publicResolver: ['dns.example'] })).rejects.toThrow(BadInput);
  expect((await openWorld({ publicResolver: ['2001:DB8::53'] })).publicResolvers).toEqual(['2001:db8::53']);
});
