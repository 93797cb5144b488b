import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/core/check.ts';
import { needs } from '../needs.ts';
import { CLIENT, Lab, type Probed, SERVER, SERVER_TOO, SERVER_V6 } from './tcp-lab.ts';

const wants = needs({
  root: true,
  linux: true,
  commands: ['ip', 'nft', 'python3', 'sysctl'],
  packages: ['iproute2', 'nftables', 'python3', 'procps'],
});
const SLOW = 40_000;

const codes = ({ finding }: Probed): (string | null)[] => finding.checks.map(({ code }) => code);
const only = ({ finding }: Probed): Check => {
  expect(finding.checks).toHaveLength(1);
  const [check] = finding.checks;
  if (!check) throw new Error('No check.');
  return check;
};
const said = (check: Check): string => [check.summary, ...check.evidence].join('\n');

describe('faults that answer at once', wants, () => {
  let lab: Lab;
  beforeAll(() => {
    lab = new Lab();
  });
  afterAll(() => lab.down());

  test.each([SERVER, SERVER_V6])(
    'a closed port of %s: a reset, and no claim about what sent it',
    async (host) => {
      const check = only(await lab.probe({ host, ports: [4001] }));
      expect(check).toMatchObject({ code: 'tcp.refused', status: 'fail' });
      expect(check.summary).toContain('refused, a reset came back');
      expect(said(check)).toContain('counted no ICMP error');
      expect(said(check)).not.toContain('nothing listens');
    },
  );

  test.each([SERVER, SERVER_V6])('a port unreachable for %s is refused too, and told apart', async (host) => {
    lab.rule('r', 'tcp dport 4002 reject with icmpx type port-unreachable');
    const probed = await lab.probe({ host, ports: [4002] });
    expect(probed.observation.ports[0]?.addresses[0]?.quiet).toMatchObject({
      outcome: 'refused',
      errno: 'ECONNREFUSED',
    });
    expect(only(probed)).toMatchObject({ code: 'tcp.refused', status: 'fail' });
    expect(only(probed).summary).toContain('refused, an ICMP port unreachable came back');
  });

  test.each([
    [SERVER, 'admin-prohibited', 'EHOSTUNREACH', 'administratively prohibited'],
    [SERVER_V6, 'admin-prohibited', 'EACCES', 'administratively prohibited'],
    [SERVER, 'host-unreachable', 'EHOSTUNREACH', 'host unreachable'],
    [SERVER_V6, 'host-unreachable', 'EHOSTUNREACH', 'address unreachable'],
    [SERVER, 'no-route', 'ENETUNREACH', 'network unreachable'],
    [SERVER_V6, 'no-route', 'ENETUNREACH', 'no route'],
  ])('%s: %s gives %s and is a rejection by the network', async (host, type, errno, means) => {
    lab.rule('r', `tcp dport 4003 reject with icmpx type ${type}`);
    const probed = await lab.probe({ host, ports: [4003] });
    lab.nft('r', 'flush chain inet f pass');
    expect(
      probed.observation.ports[0]?.addresses[0]?.tries.every(
        (one) => one.errno === errno && one.outcome === 'unreachable',
      ),
    ).toBe(true);
    expect(only(probed)).toMatchObject({ code: 'tcp.rejected', status: 'fail' });
    expect(said(only(probed))).toContain(means);
    expect(said(only(probed))).toContain('none made by this host');
    expect(only(probed).fix?.command).toContain('traceroute -n -T -p 4003');
  });

  test.each([
    [SERVER, 'port-unreachable', 'tcp.refused'],
    [SERVER, 'admin-prohibited', 'tcp.rejected'],
    [SERVER_V6, 'admin-prohibited', 'tcp.rejected'],
  ])('%s: a REJECT (%s) of this host itself is told from one of the network', async (host, type, code) => {
    lab.rule('c', `tcp dport 4004 reject with icmpx type ${type}`);
    const check = only(await lab.probe({ host, ports: [4004] }));
    lab.nft('c', 'flush chain inet f pass');
    expect(check).toMatchObject({ code, status: 'fail' });
    expect(check.summary).toContain('this host’s own firewall');
  });

  test.each([
    ['unreachable', 'EHOSTUNREACH', 'an "unreachable" route'],
    ['prohibit', 'EACCES', 'a "prohibit" route'],
    ['blackhole', 'EINVAL', 'a "blackhole" route'],
    ['throw', 'ENETUNREACH', 'no route leads there'],
  ])('a local %s route: no packet is sent', async (type, errno, means) => {
    for (const [family, network, host] of [
      ['-4', '10.90.0.0/16', '10.90.0.1'],
      ['-6', 'fd90::/16', 'fd90::1'],
    ]) {
      lab.ip('c', `${family} route add ${type} ${network}`);
      const probed = await lab.probe({ host, ports: [4005] });
      lab.ip('c', `${family} route del ${type} ${network}`);
      expect(only(probed)).toMatchObject({ code: 'tcp.no-route', status: 'fail' });
      expect(said(only(probed))).toContain(means);
      expect(said(only(probed))).toContain(errno);
      // The negative control alone.
      expect(probed.finding.connectionsMade).toBe(1);
    }
  });

  test('a broadcast address is not mistaken for a missing route', async () => {
    const check = only(await lab.probe({ host: '10.81.1.255', ports: [4005] }));
    expect(check).toMatchObject({ code: 'tcp.no-route' });
    expect(check.summary).toContain('a broadcast address');
  });

  test('IPv6 switched off: our own limit, and no finding beside a working IPv4', async () => {
    await lab.serve('s', `accept(listen('${SERVER}', 4006), hold)`);
    lab.sysctl('c', 'net.ipv6.conf.all.disable_ipv6=1');
    const names = { dual: [SERVER_V6, SERVER], six: [SERVER_V6] };
    const dual = await lab.probe({ host: 'dual', ports: [4006] }, { names });
    const six = await lab.probe({ host: 'six', ports: [4006] }, { names });
    lab.sysctl('c', 'net.ipv6.conf.all.disable_ipv6=0');
    lab.ip('c', '-6 addr add fd81:1::2/64 dev a0 nodad');
    lab.ip('c', '-6 route add default via fd81:1::1');
    expect(dual.finding.status).toBe('pass');
    expect(dual.finding.notes.join()).toContain('This vantage has no IPv6');
    expect(only(six)).toMatchObject({ code: null, status: 'unknown' });
    expect(said(only(six))).toContain('EADDRNOTAVAIL');
  });

  test('a server that resets what it accepts', async () => {
    await lab.serve('s', `accept(listen('${SERVER}', 4007), reset)`);
    const check = only(await lab.probe({ host: SERVER, ports: [4007] }));
    expect(check).toMatchObject({ code: 'tcp.reset-after-connect', status: 'fail' });
    expect(said(check)).toContain('2 of 2 connections that listened got a reset');
  });

  test('one address of two, one family of two', async () => {
    await lab.serve(
      's',
      `accept(listen('${SERVER}', 4008), hold); accept(listen('${SERVER_V6}', 4009), hold)`,
    );
    const names = { two: [SERVER, SERVER_TOO], dual: [SERVER_V6, SERVER] };
    const two = await lab.probe({ host: 'two', ports: [4008] }, { names });
    expect(codes(two)).toEqual([null, 'tcp.one-backend']);
    expect(two.finding.status).toBe('warn');
    expect(two.finding.checks[1]?.summary).toContain(`${SERVER_TOO}: refused, a reset came back`);
    const dual = await lab.probe({ host: 'dual', ports: [4009] }, { names });
    expect(codes(dual)).toEqual([null, 'tcp.one-family']);
    expect(dual.finding.checks[1]?.summary).toContain('IPv4 fails, IPv6 works');
  });

  test('a healthy port passes, and the control does not', async () => {
    await lab.serve('s', `accept(listen('${SERVER}', 4010), lambda c: c.send(b'SSH-2.0-lab\\r\\n'))`);
    const probed = await lab.probe({ host: SERVER, ports: [4010] });
    expect(only(probed)).toMatchObject({ status: 'pass', code: null });
    expect(said(only(probed))).toContain('spoke first, ssh');
    expect(said(only(probed))).toContain('192.0.2.1, which nobody has, does not accept');
    expect(probed.finding.connectionsMade).toBe(4);
  });

  test('a middlebox that accepts for everyone makes a pass an unknown', async () => {
    await lab.serve('s', `accept(listen('${SERVER}', 4011), hold)`);
    lab.nft(
      'r',
      'add table ip n',
      'add chain ip n pre { type nat hook prerouting priority -100; }',
      `add rule ip n pre tcp dport 4011 dnat to ${SERVER}`,
    );
    const probed = await lab.probe({ host: SERVER_TOO, ports: [4011] });
    lab.nft('r', 'delete table ip n');
    expect(only(probed)).toMatchObject({ status: 'unknown', code: null });
    expect(only(probed).summary).toContain('192.0.2.1');
  });

  test('a routing loop', async () => {
    lab.ip('r', `-6 route add fd91::/16 via fd81:1::2`);
    lab.sysctl('c', 'net.ipv6.conf.all.forwarding=1');
    lab.ip('c', '-6 route replace default via fd81:1::1');
    const check = only(await lab.probe({ host: 'fd91::1', ports: [4012] }));
    lab.sysctl('c', 'net.ipv6.conf.all.forwarding=0');
    lab.ip('c', '-6 route replace default via fd81:1::1');
    expect(check).toMatchObject({ status: 'fail', code: 'tcp.rejected' });
  });

  test('a server on loopback only, asked by its own address', async () => {
    await lab.serve('c', `accept(listen('127.0.0.1', 4013), hold)`);
    const check = only(await lab.probe({ host: CLIENT, ports: [4013] }));
    expect(check).toMatchObject({ status: 'fail', code: 'tcp.loopback-only' });
    const none = only(await lab.probe({ host: CLIENT, ports: [4014] }));
    expect(none.summary).toContain('nothing listens there');
  });

  test('a reset by this host’s own firewall, where something does listen', async () => {
    await lab.serve('c', `accept(listen('0.0.0.0', 4015), hold)`);
    lab.rule('c', 'tcp dport 4015 reject with tcp reset');
    const check = only(await lab.probe({ host: CLIENT, ports: [4015] }));
    lab.nft('c', 'flush chain inet f pass');
    expect(check.summary).toContain('refused, although this host listens on 4015');
  });
});

describe.concurrent('faults that take their time', wants, () => {
  const within = async (use: (lab: Lab) => Promise<void>): Promise<void> => {
    const lab = new Lab();
    try {
      await use(lab);
    } finally {
      lab.down();
    }
  };

  test(
    'dropped packets, over both families',
    () =>
      within(async (lab) => {
        lab.rule('r', 'tcp dport 4001 drop');
        const names = { dual: [SERVER, SERVER_V6] };
        const probed = await lab.probe({ host: 'dual', ports: [4001] }, { names });
        expect(only(probed)).toMatchObject({ status: 'fail', code: 'tcp.timeout' });
        expect(said(only(probed))).toContain('no SYN-ACK and no ICMP error');
        const [seen] = probed.observation.ports[0]?.addresses ?? [];
        // The kernel's own count, one row a try: 0, 1, 2, 3 s since Linux 6.5, else 0, 1, 3 s.
        expect(seen?.tries.map(({ synsSent }) => synsSent)).toEqual(Array(3).fill(expect.toBeOneOf([3, 4])));
      }),
    SLOW,
  );

  test(
    'a deadline too short to call it a drop',
    () =>
      within(async (lab) => {
        lab.rule('r', 'tcp dport 4001 drop');
        const probed = await lab.probe({ host: SERVER, ports: [4001], timeout: 400 });
        expect(only(probed)).toMatchObject({ status: 'unknown', code: null });
      }),
    SLOW,
  );

  test(
    'a dead neighbour of the router, and one of our own',
    () =>
      within(async (lab) => {
        const remote = only(await lab.probe({ host: '10.81.2.9', ports: [4001] }));
        expect(remote).toMatchObject({ status: 'fail', code: 'tcp.rejected' });
        expect(said(remote)).toContain('none made by this host');
        const local = only(await lab.probe({ host: '10.81.1.9', ports: [4001] }));
        expect(local).toMatchObject({ status: 'fail', code: 'tcp.no-route' });
        expect(local.summary).toContain('the next hop does not answer on the local link');
      }),
    SLOW,
  );

  test(
    'a dead neighbour over IPv6',
    () =>
      within(async (lab) => {
        expect(only(await lab.probe({ host: 'fd81:2::9', ports: [4001] }))).toMatchObject({
          code: 'tcp.rejected',
        });
        expect(only(await lab.probe({ host: 'fd81:1::9', ports: [4001] }))).toMatchObject({
          code: 'tcp.no-route',
        });
      }),
    SLOW,
  );

  test(
    'a remote name whose address lies in docker0',
    () =>
      within(async (lab) => {
        lab.ip('c', 'link add docker0 type bridge');
        lab.ip('c', 'addr add 172.17.0.1/16 dev docker0');
        lab.ip('c', 'link add p0 type veth peer name p1');
        lab.ip('c', 'link set p0 master docker0');
        for (const device of ['p0', 'p1', 'docker0']) lab.ip('c', `link set ${device} up`);
        const names = { 'db.corp.example': ['172.17.0.9'], 'own.corp.example': ['172.17.0.1'] };
        const dead = await lab.probe({ host: 'db.corp.example', ports: [4001] }, { names });
        expect(only(dead)).toMatchObject({ status: 'fail', code: 'tcp.local-overlap' });
        const own = await lab.probe({ host: 'own.corp.example', ports: [4001] }, { names });
        expect(only(own)).toMatchObject({ status: 'fail', code: 'tcp.local-overlap' });
        // An address given as such may well be a container's.
        expect(only(await lab.probe({ host: '172.17.0.9', ports: [4001] }))).toMatchObject({
          code: 'tcp.no-route',
        });
      }),
    SLOW,
  );

  test(
    'a full accept queue on this host',
    () =>
      within(async (lab) => {
        await lab.serve('c', `listen('${CLIENT}', 4001, 1); fill('${CLIENT}', 4001, 4)`);
        const probed = await lab.probe({ host: CLIENT, ports: [4001] });
        expect(probed.observation.ports[0]?.sockets?.listeners[0]?.backlog).toBeGreaterThanOrEqual(2);
        expect(only(probed)).toMatchObject({ status: 'fail', code: 'tcp.backlog-full' });
      }),
    SLOW,
  );

  test(
    'the same queue on another host looks like a drop, and is not called full',
    () =>
      within(async (lab) => {
        await lab.serve('s', `listen('${SERVER}', 4001, 1); fill('${SERVER}', 4001, 4)`);
        expect(codes(await lab.probe({ host: SERVER, ports: [4001] }))).toEqual(['tcp.timeout']);
      }),
    SLOW,
  );

  test(
    'an SSH port that stays silent',
    () =>
      within(async (lab) => {
        await lab.serve('s', `accept(listen('${SERVER}', 22), hold)`);
        const check = only(await lab.probe({ host: SERVER, ports: [22] }));
        expect(check).toMatchObject({ status: 'fail', code: 'tcp.silent' });
      }),
    SLOW,
  );

  test(
    'every other SYN lost: late, but not down',
    () =>
      within(async (lab) => {
        await lab.serve('s', `accept(listen('${SERVER}', 4001), hold)`);
        lab.rule('r', 'tcp dport 4001 tcp flags syn numgen inc mod 2 == 0 drop');
        const probed = await lab.probe({ host: SERVER, ports: [4001], attempts: 6 });
        expect(codes(probed)).toEqual([null, 'tcp.slow']);
        expect(probed.finding.status).toBe('warn');
      }),
    SLOW,
  );

  test(
    'one path in two is bad, by source port',
    () =>
      within(async (lab) => {
        await lab.serve('s', `accept(listen('${SERVER}', 4001), hold)`);
        lab.rule('r', 'tcp dport 4001 tcp sport & 2 == 2 drop');
        const probed = await lab.probe({ host: SERVER, ports: [4001], attempts: 8 });
        expect(codes(probed)).toEqual([null, 'tcp.flaky']);
        const tries = probed.observation.ports[0]?.addresses[0]?.tries ?? [];
        expect(tries).toHaveLength(20);
        for (const one of tries)
          expect(one.outcome).toBe(((one.localPort ?? 0) & 2) === 2 ? 'timeout' : 'open');
      }),
    SLOW,
  );

  test(
    'a MySQL greeting holds back all but three connections',
    () =>
      within(async (lab) => {
        const greeting = String.raw`b'\x4a\0\0\0\x0a8.0.36\0' + bytes(66)`;
        await lab.serve('s', `accept(listen('${SERVER}', 4001), lambda c: c.send(${greeting}))`);
        const { finding, observation } = await lab.probe({ host: SERVER, ports: [4001], attempts: 10 });
        expect(observation.ports[0]?.addresses[0]?.tries).toHaveLength(3);
        expect(finding.notes.join()).toContain('greets like MySQL');
      }),
    SLOW,
  );
});
