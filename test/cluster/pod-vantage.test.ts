import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Vantage } from '../../src/core/world/world.ts';
import { needs } from '../needs.ts';
import { SERVER, SERVER_TOO, SERVER_V6 } from '../world/tcp-lab.ts';
import type { Container } from './container.ts';
import { type PodScene, podScene } from './pod-scene.ts';
import { containerNeeds } from './programs.ts';

const START_MS = 120_000;
const signal = new AbortController().signal;
const at = { address: SERVER, timeoutMs: 2_000 };
/** A name server that never answers. */
const SILENT = '10.81.2.9';
const WEB = 'web.shop.svc.cluster.local';

/** The answer, or why there is none. */
const orWhy = <T>(answer: Promise<T>): Promise<T | { why: string }> =>
  answer.catch((error: unknown) => ({ why: String(error) }));

const lacking = (what: string): object => ({ why: expect.stringContaining(what) });

/** Containers by what they carry. `ends`: it tells silence, a close and a reset apart. */
const CONTAINERS: readonly { name: string; container: Partial<Container>; ends: boolean; udp: boolean }[] = [
  { name: 'busybox', container: {}, ends: true, udp: false },
  { name: 'bash', container: {}, ends: true, udp: false },
  { name: 'bash-and-cat', container: { programs: ['bash', 'cat'] }, ends: true, udp: true },
  { name: 'python3', container: {}, ends: true, udp: true },
  { name: 'perl', container: {}, ends: true, udp: true },
  {
    name: 'node',
    container: { programs: [{ name: 'node', path: process.execPath }] },
    ends: true,
    udp: true,
  },
  { name: 'socat', container: { programs: ['socat', 'cat'] }, ends: true, udp: true },
  { name: 'ncat', container: { programs: ['ncat', 'cat', 'sh'] }, ends: false, udp: true },
  {
    name: 'nc-openbsd',
    container: { programs: [{ name: 'nc', path: '/usr/bin/nc.openbsd' }, 'openssl', 'cat'] },
    ends: false,
    udp: true,
  },
  {
    name: 'nc-traditional',
    container: { programs: [{ name: 'nc', path: '/usr/bin/nc.traditional' }, 'cat', 'sh'] },
    ends: false,
    udp: true,
  },
];

const wants = containerNeeds();
const programs = ['busybox', 'python3', 'perl', 'socat', 'ncat', 'nc.openbsd', 'nc.traditional', 'nft'];
const packages = [
  'busybox',
  'python3',
  'perl-base',
  'socat',
  'ncat',
  'netcat-openbsd',
  'netcat-traditional',
  'nftables',
];

describe(
  'a pod as the vantage',
  needs({
    ...wants,
    commands: [...(wants.commands ?? []), ...programs],
    packages: [...(wants.packages ?? []), ...packages],
  }),
  () => {
    let scene: PodScene;
    beforeAll(async () => {
      const carried = Object.fromEntries(CONTAINERS.map(({ name, container }) => [name, container]));
      scene = await podScene({
        ...carried,
        nothing: { programs: [] },
        full: {
          programs: ['bash'],
          cgroup: { 'memory.max': '134217728\n', 'memory.current': '100663296\n' },
        },
      });
      scene.lab.rule('r', 'tcp dport 4099 drop');
      scene.lab.rule('r', `ip daddr ${SILENT} drop`);
      scene.lab.rule('r', 'tcp dport 4098 reject with icmpx type admin-prohibited');
    }, START_MS);
    afterAll(() => scene?.[Symbol.asyncDispose]());

    describe.each(CONTAINERS)('that carries $name', ({ name, ends, udp }) => {
      let vantage: Vantage;
      beforeAll(async () => {
        vantage = await scene.vantage(name);
      });

      test('connections: open, refused, dropped, rejected', async () => {
        const dial = (port: number, address = SERVER) => vantage.dial({ ...at, address, port }, signal);
        expect(await dial(8080)).toMatchObject({ outcome: 'open' });
        // The traditional nc knows no IPv6.
        const six = await orWhy(dial(8080, SERVER_V6));
        expect(six).toMatchObject(
          name === 'nc-traditional' ? lacking('no program that opens IPv6 connections') : { outcome: 'open' },
        );
        expect(await dial(9)).toMatchObject({ outcome: 'refused', errno: 'ECONNREFUSED' });
        expect(await dial(4099)).toMatchObject({ outcome: 'timeout' });
        const rejected = await dial(4098);
        expect(rejected).toMatchObject({ outcome: 'unreachable', errno: 'EHOSTUNREACH' });
        expect(rejected.local).toBeUndefined();
      });

      test('what no route leads to is the pod’s own doing', async () => {
        scene.lab.ip('c', 'route add unreachable 198.51.100.0/24');
        const dialled = await vantage.dial({ ...at, address: '198.51.100.9', port: 80 }, signal);
        scene.lab.ip('c', 'route del unreachable 198.51.100.0/24');
        expect(dialled).toMatchObject({ outcome: 'no-route', local: true });
      });

      test('what the address policy refuses is not contacted', async () => {
        const asked = { address: '169.254.169.254', port: 80, timeoutMs: 500 };
        expect(await vantage.dial(asked, signal)).toMatchObject({ outcome: 'not-allowed' });
        expect(await vantage.sniff({ ...asked, waitMs: 100 }, signal)).toMatchObject({
          outcome: 'not-allowed',
        });
      });

      test('a greeting, silence, a close and a reset', async () => {
        const sniff = (port: number) => vantage.sniff({ ...at, port, waitMs: 700 }, signal);
        expect(await sniff(4002)).toMatchObject({ outcome: 'bytes', protocol: 'ssh' });
        const bytes = Buffer.from((await sniff(4004)).bytes ?? '', 'base64');
        expect(bytes.equals(Buffer.alloc(bytes.length, 'a\0b\u001b'))).toBe(true);
        const untold = lacking('does not tell silence, a close and a reset apart');
        const heard = [];
        for (const port of [4001, 4003, 4006]) heard.push(await orWhy(sniff(port)));
        expect(heard).toMatchObject(
          ends
            ? [{ outcome: 'reset', errno: 'ECONNRESET' }, { outcome: 'silent' }, { outcome: 'closed' }]
            : [untold, untold, untold],
        );
      });

      test('endless output is cut off', async () => {
        expect(await vantage.sniff({ ...at, port: 4005, waitMs: 1000 }, signal)).toMatchObject({
          outcome: 'bytes',
        });
      });

      test('HTTP and HTTPS', async () => {
        const get = (url: string) => vantage.http({ url, method: 'GET', ...at, timeoutMs: 5_000 }, signal);
        expect(await get('http://web.shop:8080/')).toMatchObject({
          outcome: 'response',
          status: 200,
          body: { bytes: expect.any(Number), end: 'enough', announced: 4_400_000 },
        });
        expect(await get('https://web.shop:8443/')).toMatchObject({
          outcome: 'response',
          status: 200,
          excerpt: 'hello over TLS\n',
        });
      });

      test('TLS: the handshake and the raw hellos', async () => {
        const to = { address: SERVER, port: 8443, servername: 'web.shop', timeoutMs: 5_000 };
        const tap = await vantage.tls(to, signal);
        expect(tap).toMatchObject({
          outcome: 'handshake',
          version: 'TLSv1.3',
          chain: [{ subject: expect.stringContaining('web.shop') }],
        });
        const scan = await vantage.tlsScan({ ...to, parts: ['versions', 'hellos'] }, signal);
        expect(scan.versions.filter(({ accepted }) => accepted).map(({ version }) => version)).toEqual([
          'TLSv1.2',
          'TLSv1.3',
        ]);
        expect(scan).toMatchObject({
          small: [{ outcome: 'server-hello' }],
          large: [{ outcome: 'server-hello' }],
        });
      });

      test('name servers', async () => {
        const ask = (transport: 'udp' | 'tcp' | 'auto', server = SERVER) =>
          vantage.resolve({ server, name: WEB, type: 'A', transport, timeoutMs: 2_000 }, signal);
        const answer = { outcome: 'answer', message: { rcode: 'NOERROR', answers: [{ data: SERVER }] } };
        expect(await ask('tcp')).toMatchObject({ attempts: [{ transport: 'tcp', ...answer }] });
        expect(await ask('auto')).toMatchObject({
          attempts: [{ transport: udp ? 'udp' : 'tcp', ...answer }],
        });
        expect(await orWhy(ask('udp'))).toMatchObject(
          udp
            ? { attempts: [{ transport: 'udp', ...answer }] }
            : lacking('has no program that sends datagrams'),
        );
      });

      test('a name with a label of ten octets, whose length reads as the end of a line', async () => {
        const tenOctets = 'ten-octets.shop.svc.cluster.local';
        const asked = {
          server: SERVER,
          name: tenOctets,
          type: 'A',
          transport: 'auto',
          timeoutMs: 2_000,
        } as const;
        expect(await vantage.resolve(asked, signal)).toMatchObject({
          attempts: [{ transport: udp ? 'udp' : 'tcp', outcome: 'answer', message: { rcode: 'NXDOMAIN' } }],
        });
      });

      test('names, by the container’s files and search list', async () => {
        expect(await vantage.lookup('web', signal)).toMatchObject({ outcome: 'found', addresses: [SERVER] });
        expect(await vantage.lookup('pinned', signal)).toMatchObject({
          outcome: 'found',
          addresses: [SERVER_TOO],
        });
        expect(await vantage.lookup('nosuch', signal)).toMatchObject({ outcome: 'not-found', addresses: [] });
        expect(await vantage.resolverConfig('pinned', signal)).toMatchObject({
          nameservers: [SERVER],
          search: ['shop.svc.cluster.local', 'svc.cluster.local'],
          ndots: 5,
          hostsLines: [{ line: 2, address: SERVER_TOO, names: ['pinned'] }],
          authoritative: true,
        });
      });

      test('interfaces, routes, and sockets without our own', async () => {
        const host = await vantage.hostView([SERVER, SERVER_V6, '127.0.0.1'], signal);
        expect(host.interfaces.find(({ name: device }) => device === 'a0')).toMatchObject({
          mtu: 1500,
          up: true,
        });
        expect(host).toMatchObject({
          routes: [
            { from: '10.81.1.2', interface: 'a0' },
            { from: 'fd81:1::2', interface: 'a0' },
            { interface: 'lo' },
          ],
          ipv4: true,
          ipv6: true,
        });
        const dialling = Promise.all(
          [1, 2, 3].map(() => vantage.sniff({ ...at, port: 4003, waitMs: 600 }, signal).catch(() => {})),
        );
        expect(await vantage.sockets(4003, signal)).toMatchObject({
          available: true,
          established: [],
          listeners: [],
        });
        await dialling;
      });
    });

    test('a container without programs: what a person can run', async () => {
      await expect(scene.vantage('nothing')).rejects.toMatchObject({
        obstacle: 'missing',
        message: 'Container main of shop/nothing carries no program to look with.',
        fix: {
          command:
            'kubectl -n shop debug -it nothing --image=node:24 --target=main -- npx -y layerwalk diagnose TARGET',
        },
      });
    });

    test('a container near its memory limit is left alone', async () => {
      await expect(scene.vantage('full')).rejects.toMatchObject({
        obstacle: 'refused',
        message: expect.stringContaining('has 32 MiB left below its memory limit'),
      });
    });

    test('nothing is left in the pods, also of what was called off', async () => {
      for (const name of ['busybox', 'bash', 'python3']) {
        const vantage = await scene.vantage(name);
        const stop = new AbortController();
        const listening = vantage.sniff({ ...at, port: 4003, waitMs: 60_000 }, stop.signal);
        const dialling = vantage.dial({ ...at, port: 4099, timeoutMs: 3_000 }, stop.signal);
        await expect.poll(() => scene.programs().length).toBeGreaterThan(0);
        stop.abort(new Error('enough'));
        await expect(listening).rejects.toThrow('enough');
        await expect(dialling).rejects.toThrow('enough');
      }
      const [vantage, stop] = [await scene.vantage('bash-and-cat'), new AbortController()];
      const asked = { server: SILENT, name: WEB, type: 'A', transport: 'udp', timeoutMs: 60_000 } as const;
      const asking = vantage.resolve(asked, stop.signal);
      await expect.poll(() => scene.programs().includes('cat')).toBe(true);
      stop.abort(new Error('enough'));
      await expect(asking).rejects.toThrow('enough');
      await expect.poll(() => scene.programs(), { timeout: 8_000 }).toEqual([]);
    });
  },
);
