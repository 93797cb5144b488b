import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { addressPolicy } from '../../src/core/address/policy.ts';
import { HostView } from '../../src/core/world/host-view.ts';
import { hostView } from '../../src/world/vantage/local/host-view.ts';
import { waysOut } from '../../src/world/vantage/local/route-files.ts';
import { thisMachine } from '../../src/world/vantage/local/setting.ts';
import { must } from '../lab/network/execute.ts';
import { needs } from '../needs.ts';

const signal = new AbortController().signal;
const machine = thisMachine(addressPolicy());

async function tables(
  route: string,
  ipv6Route: string,
): Promise<{ ipv4: boolean | null; ipv6: boolean | null }> {
  const folder = mkdtempSync(join(tmpdir(), 'layerwalk-routes-'));
  writeFileSync(
    join(folder, 'route'),
    `Iface\tDestination\tGateway\tFlags\tRefCnt\tUse\tMetric\tMask\n${route}`,
  );
  writeFileSync(join(folder, 'ipv6_route'), ipv6Route);
  const found = await waysOut(folder);
  rmSync(folder, { recursive: true });
  return found;
}

describe('ways out, from the routing tables', () => {
  const v4 = (destination: string, flags: string, mask: string) =>
    `eth0\t${destination}\t010200C0\t${flags}\t0\t0\t0\t${mask}\t0\t0\t0\n`;
  const zeros = '0'.repeat(32);
  const v6 = (destination: string, length: string, flags: string, device = 'eth0') =>
    `${destination} ${length} ${zeros} 00 fd000000000000000000000000000001 00000400 00000002 00000000 ${flags} ${device}\n`;

  test.each([
    ['a default route', v4('00000000', '0003', '00000000'), true],
    ['half a default route, as VPNs set it', v4('00000000', '0003', '00000080'), true],
    ['a default route that is down', v4('00000000', '0002', '00000000'), false],
    ['a default route that rejects', v4('00000000', '0201', '00000000'), false],
    ['a network', v4('0002A8C0', '0001', '00FFFFFF'), false],
    ['nothing', '', false],
  ])('IPv4: %s', async (_, route, expected) => expect((await tables(route, '')).ipv4).toBe(expected));

  test.each([
    ['a default route', v6(zeros, '00', '00000003'), true],
    ['all of global unicast', v6(`2${'0'.repeat(31)}`, '03', '00000003'), true],
    ['the default that rejects, which every host has', v6(zeros, '00', '00200200', 'lo'), false],
    ['a default route that rejects', v6(zeros, '00', '00200201'), false],
    ['link-local', v6(`fe80${'0'.repeat(28)}`, '40', '00000001'), false],
    ['multicast', v6(`ff${'0'.repeat(30)}`, '08', '00000003'), false],
  ])('IPv6: %s', async (_, route, expected) => expect((await tables('', route)).ipv6).toBe(expected));

  test('files that cannot be read say nothing', async () =>
    expect(await waysOut('/nonexistent')).toEqual({ ipv4: null, ipv6: null }));
});

describe('this machine', () => {
  test('interfaces, source addresses and platform', async () => {
    const view = HostView.parse(await hostView(machine)(['127.0.0.1', 'not an address', 'fe80::1'], signal));
    const loopback = Object.entries(networkInterfaces()).find(([, own]) =>
      own?.some((a) => a.address === '127.0.0.1'),
    );
    expect(view.interfaces.find((item) => item.name === loopback?.[0])).toMatchObject({ up: true });
    expect(view.routes).toEqual([
      expect.objectContaining({ to: '127.0.0.1', from: '127.0.0.1', interface: loopback?.[0] }),
      { to: 'not an address', errno: 'EINVAL' },
      { to: 'fe80::1', errno: expect.any(String) },
    ]);
    expect(view.platform).toBe(process.platform);
  });

  test('the proxy environment, without credentials', async () => {
    const env = {
      https_proxy: 'http://u:s3cr3t@proxy.test:3128',
      NO_PROXY: 'a.test,.b.test',
      HTTP_PROXY: 'x.test',
    };
    const { proxy } = await hostView({ ...machine, env })([], signal);
    expect(proxy).toEqual({
      https: { variable: 'https_proxy', url: 'http://proxy.test:3128', credentials: true },
      upperHttp: { variable: 'HTTP_PROXY', url: 'http://x.test:1080', credentials: false },
      no: { variable: 'NO_PROXY', list: 'a.test,.b.test' },
    });
  });

  test('is not looked at when called off', async () => {
    const off = AbortSignal.abort(new Error('enough'));
    await expect(hostView(machine)([], off)).rejects.toThrow('enough');
  });
});

// In a network namespace of its own, whose counters nobody else moves.
describe(
  'in a namespace',
  needs({ linux: true, commands: ['unshare', 'ip'], packages: ['util-linux', 'iproute2'] }),
  () => {
    const view = (setUp: string): Promise<string> =>
      must([
        'unshare',
        '--map-root-user',
        '--net',
        'sh',
        '-c',
        `set -e; PATH=$PATH:/usr/sbin:/sbin\n${setUp}\nexec "$0" "$1"`,
        process.execPath,
        join(import.meta.dirname, '../servers/http-host-view-child.ts'),
      ]);

    test('asking for routes sends no packet', async () => {
      const { view: seen, sent } = JSON.parse(
        await view(`
        ip link set lo up
        ip link add near type veth peer name far
        ip link set near mtu 1380 up; ip link set far up
        ip addr add 10.9.0.1/24 dev near
        ip route add default via 10.9.0.2`),
      );
      expect(seen.routes).toEqual([
        { to: '10.9.0.2', from: '10.9.0.1', interface: 'near', specific: true },
        { to: '198.51.100.7', from: '10.9.0.1', interface: 'near', specific: false },
        { to: '2001:db8::1', errno: expect.any(String) },
      ]);
      expect([seen.ipv4, seen.ipv6]).toEqual([true, false]);
      expect(sent).toEqual({ datagrams: 0, arp: [] });
    });

    test('without any route there is no way out', async () => {
      const { view: seen } = JSON.parse(await view('ip link set lo up'));
      expect([seen.ipv4, seen.ipv6]).toEqual([false, false]);
      expect(seen.routes[0]).toEqual({ to: '10.9.0.2', errno: 'ENETUNREACH' });
    });

    test('a way out that only a policy route has is found by the kernel’s own lookup', async () => {
      const { view: seen } = JSON.parse(
        await view(`
        ip link set lo up
        ip link add near type veth peer name far
        ip link set near up; ip link set far up
        ip addr add 10.9.0.1/24 dev near
        ip route add default via 10.9.0.2 table 77
        ip rule add from all lookup 77`),
      );
      expect(seen.ipv4).toBe(true);
    });
  },
);
