import { describe, expect, test } from 'vitest';
import { CLIENT, codes, Lab, only, said, SERVER, SERVER_V6, wants } from './tcp-lab.ts';

const SLOW = 40_000;

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
