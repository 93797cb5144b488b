import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CLIENT, codes, Lab, only, said, SERVER, SERVER_TOO, SERVER_V6, wants } from './tcp-lab.ts';

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
      expect(check.summary).toContain('refuses: a reset came back');
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
    expect(only(probed).summary).toContain('refuses: an ICMP port unreachable came back');
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
    expect(two.finding.checks[1]?.summary).toContain(`${SERVER_TOO} refuses: a reset came back`);
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
    expect(none.summary).toContain('nothing listens on port');
  });

  test('a reset by this host’s own firewall, where something does listen', async () => {
    await lab.serve('c', `accept(listen('0.0.0.0', 4015), hold)`);
    lab.rule('c', 'tcp dport 4015 reject with tcp reset');
    const check = only(await lab.probe({ host: CLIENT, ports: [4015] }));
    lab.nft('c', 'flush chain inet f pass');
    expect(check.summary).toContain('refuses: although this host listens on port 4015');
  });
});
