import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Lab, only, said, SERVER, SERVER_V6, wants } from './tcp-lab.ts';

describe('the address that nobody has, where somebody has it', wants, () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = new Lab();
    await lab.serve('s', `accept(listen('::', 4100), hold); accept(listen('::', 4101), hold)`);
  });
  afterAll(() => lab.down());

  test('a host in 192.0.2.0/24 takes another documentation network', async () => {
    lab.ip('r', 'addr add 192.0.2.1/24 dev a1');
    lab.ip('c', 'addr add 192.0.2.77/24 dev a0');
    await lab.serve('r', `accept(listen('192.0.2.1', 4100), hold)`);
    const probed = await lab.probe({ host: SERVER, ports: [4100] });
    expect(probed.observation.ports[0]?.control?.address).toBe('198.51.100.1');
    expect(only(probed).status).toBe('pass');
    expect(said(only(probed))).toContain('control: 198.51.100.1, which nobody has, does not accept');
  });

  test('a route to 192.0.2.0/24 is as much', async () => {
    lab.ip('c', 'addr del 192.0.2.77/24 dev a0');
    lab.ip('c', 'route add 192.0.2.0/24 via 10.81.1.1');
    const probed = await lab.probe({ host: SERVER, ports: [4100] });
    expect(probed.observation.ports[0]?.control?.address).toBe('198.51.100.1');
    expect(only(probed).status).toBe('pass');
    lab.ip('c', 'route del 192.0.2.0/24');
    expect((await lab.probe({ host: SERVER, ports: [4100] })).observation.ports[0]?.control?.address).toBe(
      '192.0.2.1',
    );
  });

  test('a target that has IPv6 alone is compared over IPv6', async () => {
    const plain = await lab.probe({ host: SERVER_V6, ports: [4101] });
    expect(plain.observation.ports[0]?.control?.address).toBe('2001:db8::1');
    expect(only(plain).status).toBe('pass');
    lab.nft(
      'r',
      'add table ip6 n',
      'add chain ip6 n pre { type nat hook prerouting priority -100; }',
      'add rule ip6 n pre tcp dport 4101 redirect',
    );
    await lab.serve('r', `accept(listen('::', 4101), hold)`);
    expect(only(await lab.probe({ host: SERVER_V6, ports: [4101] })).status).toBe('unknown');
    lab.ip('c', '-6 route add 2001:db8::/32 via fd81:1::1');
    const other = await lab.probe({ host: SERVER_V6, ports: [4101] });
    expect(other.observation.ports[0]?.control?.address).toBe('3fff::1');
  });
});
