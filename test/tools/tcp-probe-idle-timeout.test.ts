import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, test } from 'vitest';
import { live } from '../../src/core/steps.ts';
import type { Lookup } from '../../src/core/world/dns.ts';
import type { Vantage } from '../../src/core/world/world.ts';
import { isNlbName } from '../../src/tools/tcp-probe/nlb-name.ts';
import { tcpProbe } from '../../src/tools/tcp-probe/tool.ts';
import { openWorld } from '../../src/world/open-world.ts';
import { needs } from '../needs.ts';

const NLB = 'api-0123456789abcdef.elb.eu-west-1.amazonaws.com';

describe('names of AWS balancers (documented forms)', () => {
  test.each([
    NLB,
    `${NLB}.`,
    'k8s-default-web-848a823787-ea2281742964f835.elb.us-east-2.amazonaws.com',
    'us-east-2b.my-load-balancer-1234567890abcdef.elb.us-east-2.amazonaws.com',
    'API-0123456789ABCDEF.elb.cn-north-1.amazonaws.com.cn',
    'api-0123456789abcdef.elb.us-gov-west-1.amazonaws.com',
  ])('%s is a Network Load Balancer', (name) => expect(isNlbName(name)).toBe(true));
  test.each([
    'api-1234567890.eu-west-1.elb.amazonaws.com', // Application or Classic
    'internal-api-1234567890.eu-west-1.elb.amazonaws.com',
    `${NLB}.attacker.example`,
    'api.elb.eu-west-1.amazonaws.com',
    'api-0123456789abcde.elb.eu-west-1.amazonaws.com',
    'vpce-0123456789abcdef0-abcdefgh.vpce-svc-0123456789abcdef0.eu-west-1.vpce.amazonaws.com',
    '',
  ])('%s is none', (name) => expect(isNlbName(name)).toBe(false));
});

type Wish = { host: string; keepAlive: boolean; chain?: readonly [string, string]; address?: string };

/** Real connections to a real server on loopback; the names are pretended. */
async function probe({ host, keepAlive, chain, address = '127.0.0.1' }: Wish) {
  const server = createServer((socket) => void socket.on('error', () => undefined));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const { promise, stop } = await childHolding(port, keepAlive);
  await promise;
  try {
    const real = await openWorld();
    const here = await real.vantage(undefined);
    const lookup: Lookup = { name: host, outcome: 'found', addresses: ['127.0.0.1'], ms: 1 };
    const flags = { aa: false, tc: false, rd: true, ra: true, ad: false, cd: false };
    const answers = chain
      ? [
          { name: `${chain[0]}.`, type: 'CNAME', ttl: 60, data: `${chain[1]}.` },
          { name: `${chain[1]}.`, type: 'A', ttl: 60, data: address },
        ]
      : [];
    const message = { rcode: 'NOERROR', flags, answers, authority: [], additional: [], size: 100 };
    const vantage: Vantage = {
      ...here,
      lookup: async () => lookup,
      resolverConfig: async (name, signal) => ({
        ...(await here.resolverConfig(name, signal)),
        nameservers: ['127.0.0.53'],
      }),
      resolve: async ({ server: asked, name, type }) => ({
        server: asked,
        name,
        type,
        attempts: [{ transport: 'udp', outcome: 'answer', ms: 1, tries: 1, message }],
      }),
    };
    const { signal } = new AbortController();
    const world = { ...real, vantage: async () => vantage };
    const context = { world, signal, steps: live, progress: () => undefined };
    const finding = await tcpProbe.run(context, tcpProbe.input.parse({ host, ports: [port], attempts: 1 }));
    return finding.checks.flatMap(({ code, status }) => (code === null ? [] : [`${status} ${code}`]));
  } finally {
    stop();
    server.close();
  }
}

/** Another program with a connection: this one's own do not count. */
async function childHolding(port: number, keepAlive: boolean) {
  const script = `require('node:net').connect(${port}, '127.0.0.1', function () { this.setKeepAlive(${keepAlive}, 60000); process.stdout.write('on'); })`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  const promise = new Promise<void>((resolve) => void child.stdout.once('data', () => resolve()));
  return { promise, stop: () => void child.kill() };
}

describe('connections of another program to a balancer', needs({ linux: true }), () => {
  test.each<[string, Wish, string[]]>([
    ['by its own name, without keepalive', { host: NLB, keepAlive: false }, ['warn tcp.idle-timeout']],
    ['with keepalive', { host: NLB, keepAlive: true }, []],
    [
      'by another name that leads there',
      { host: 'a.test', keepAlive: false, chain: ['a.test', NLB] },
      ['warn tcp.idle-timeout'],
    ],
    [
      'of another kind',
      { host: 'a.test', keepAlive: false, chain: ['a.test', 'api-1234567890.eu-west-1.elb.amazonaws.com'] },
      [],
    ],
    [
      'whose chain leads to another address',
      { host: 'a.test', keepAlive: false, chain: ['a.test', NLB], address: '10.0.0.9' },
      [],
    ],
    ['that is none', { host: 'a.test', keepAlive: false }, []],
  ])('%s', async (_, wish, expected) => expect(await probe(wish)).toEqual(expected));
});
