import { describe, expect, test } from 'vitest';
import { Refused } from '../../src/core/bad-input.ts';
import { CannotObserve } from '../../src/core/cannot-observe.ts';
import { tcpProbe } from '../../src/tools/tcp-probe/tool.ts';
import { playing, type Play } from './tcp-probe-world.ts';

const OPEN = { outcome: 'open', ms: 1 } as const;
const REFUSED = { outcome: 'refused', ms: 1, errno: 'ECONNREFUSED' } as const;
const NOBODY = '192.0.2.1';

async function ask(input: object, play: Play, signal?: AbortSignal) {
  const { context, asked, most } = playing(play, signal);
  const finding = await tcpProbe.run(context, tcpProbe.input.parse(input));
  return { finding, asked, most, to: (address: string) => asked.filter((one) => one.address === address) };
}
const addresses = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `10.0.0.${index + 1}`);

describe('what is asked', () => {
  test('three tries of every address, the first of which listens', async () => {
    const { asked, to, finding } = await ask(
      { host: 'db.test', ports: [5432] },
      { names: { 'db.test': addresses(3) }, connect: (address) => (address === NOBODY ? REFUSED : OPEN) },
    );
    for (const address of addresses(3)) {
      expect(to(address).map(({ verb }) => verb)).toEqual(['sniff', 'dial', 'dial']);
    }
    expect(finding).toMatchObject({ status: 'pass', target: 'db.test:5432', connectionsMade: asked.length });
  });

  test('sixteen addresses at most; the others are named', async () => {
    const { asked, finding } = await ask(
      { host: 'many.test', ports: [443], attempts: 1 },
      {
        names: { 'many.test': addresses(18) },
        connect: () => OPEN,
        hear: () => ({ outcome: 'silent', ms: 1 }),
      },
    );
    expect(asked.filter(({ verb }) => verb === 'sniff')).toHaveLength(16);
    expect(finding.notes.join()).toContain('2 more addresses were not tried: 10.0.0.17, 10.0.0.18');
  });

  test('addresses beyond the cap leave a failure a warning: a path may remain', async () => {
    const { finding } = await ask(
      { host: 'many.test', ports: [443], attempts: 1 },
      { names: { 'many.test': addresses(17) }, connect: () => REFUSED },
    );
    expect(finding.checks.map(({ code, status }) => [code, status])).toEqual([
      ['tcp.refused', 'warn'],
      [null, 'unknown'],
    ]);
  });

  test('each port once, in its own check', async () => {
    const { finding, to } = await ask(
      { host: '10.0.0.1', ports: [80, 443, 80], attempts: 1 },
      { connect: (address, port) => (port === 80 && address !== NOBODY ? OPEN : REFUSED) },
    );
    expect(
      to('10.0.0.1')
        .filter(({ verb }) => verb === 'sniff')
        .map(({ port }) => port),
    ).toEqual([80, 443]);
    expect(finding.checks.map(({ status }) => status)).toEqual(['pass', 'fail']);
  });

  test('an IPv4-mapped address as the IPv4 address it is', async () => {
    const { to } = await ask({ host: '::ffff:10.0.0.1', ports: [80], attempts: 1 }, { connect: () => OPEN });
    expect(to('10.0.0.1')).toHaveLength(1);
  });

  test('no more than 64 connections at a time', async () => {
    const ports = Array.from({ length: 10 }, (_, index) => 8000 + index);
    const { most } = await ask(
      { host: 'many.test', ports, attempts: 3 },
      {
        names: { 'many.test': addresses(16) },
        connect: (address) => (address === NOBODY ? REFUSED : { outcome: 'timeout', ms: 30 }),
      },
    );
    // And the ten controls, one a port.
    expect(most.under).toBeLessThanOrEqual(64 + 10);
    expect(most.under).toBeGreaterThan(32);
  });

  test('the libc view: a name that does not resolve is no finding about TCP', async () => {
    const { finding, asked } = await ask({ host: 'no.test', ports: [80] }, {});
    expect(asked).toEqual([]);
    expect(finding).toMatchObject({ status: 'unknown', connectionsMade: 0 });
    expect(finding.checks[0]).toMatchObject({ code: null, fix: { command: 'layerwalk dns-lookup no.test' } });
  });

  test('a name of a cluster asks for the client', async () => {
    const { finding } = await ask({ host: 'redis.cache.svc', ports: [6379] }, {});
    expect(finding.checks[0]).toMatchObject({ status: 'unknown', code: null });
    expect(finding.checks[0]?.fix?.summary).toContain('from namespace/pod');
  });
});

describe('the address policy', () => {
  test('refuses a host all of whose addresses it refuses, and nothing is sent', async () => {
    const { context, asked } = playing({ names: { 'meta.test': ['169.254.169.254', 'fd00:ec2::254'] } });
    for (const host of ['meta.test', '169.254.169.254', '::ffff:169.254.169.254', '64:ff9b::a9fe:a9fe']) {
      const failure = tcpProbe.run(context, tcpProbe.input.parse({ host, ports: [80] }));
      await expect(failure).rejects.toBeInstanceOf(Refused);
      await expect(failure).rejects.toThrow('169.254.0.0/16');
    }
    expect(asked).toEqual([]);
  });

  test('a refused address beside one that accepts is a note', async () => {
    const { finding, to } = await ask(
      { host: 'mixed.test', ports: [80], attempts: 1 },
      {
        names: { 'mixed.test': ['169.254.1.1', '10.0.0.1'] },
        connect: () => OPEN,
        hear: () => ({ outcome: 'silent', ms: 1 }),
      },
    );
    expect(to('169.254.1.1')).toEqual([]);
    expect(finding.notes.join()).toContain('169.254.1.1 was not tried');
  });

  test('a refused address beside one that fails could change the answer', async () => {
    const { finding } = await ask(
      { host: 'mixed.test', ports: [80], attempts: 1 },
      { names: { 'mixed.test': ['169.254.1.1', '10.0.0.1'] }, connect: () => REFUSED },
    );
    expect(finding.status).toBe('unknown');
    expect(finding.checks.map(({ status }) => status)).toEqual(['warn', 'unknown']);
  });
});

describe('the negative control', () => {
  test('is not sent when only loopback is asked', async () => {
    const { to } = await ask(
      { host: 'localhost', ports: [80] },
      { names: { localhost: ['127.0.0.1', '::1'] }, connect: () => OPEN },
    );
    expect(to(NOBODY)).toEqual([]);
  });

  test('when it connects, no pass counts', async () => {
    const { finding } = await ask({ host: '10.0.0.1', ports: [80] }, { connect: () => OPEN });
    expect(finding).toMatchObject({ status: 'unknown' });
    expect(finding.checks[0]?.summary).toContain('192.0.2.1');
  });

  test('is not waited for when nothing answers, nor for long when something does', async () => {
    const endless = { outcome: 'timeout', ms: 60_000 } as const;
    const silent = await ask(
      { host: '10.0.0.1', ports: [80], attempts: 1 },
      { connect: (address) => (address === NOBODY ? endless : { outcome: 'timeout', ms: 5 }) },
    );
    expect(silent.finding.checks[0]?.evidence.join()).not.toContain(NOBODY);
    const open = await ask(
      { host: '10.0.0.1', ports: [80], attempts: 1 },
      { connect: (address) => (address === NOBODY ? endless : OPEN) },
    );
    expect(open.finding.status).toBe('pass');
    expect(open.finding.checks[0]?.evidence.join()).toContain('no answer in');
  });
});

describe('a port that greets like MySQL', () => {
  const mysql = { outcome: 'bytes', ms: 1, bytes: 'SgAAAAo4LjAuMzYA', protocol: 'mysql' } as const;
  const count = (asked: readonly { address: string }[]) =>
    asked.filter(({ address }) => address !== NOBODY).length;
  const connect = (address: string) => (address === NOBODY ? REFUSED : OPEN);

  test.each([3306, 13306])('gets three connections in all on port %d', async (port) => {
    const one = await ask({ host: '10.0.0.1', ports: [port], attempts: 10 }, { connect, hear: () => mysql });
    expect(count(one.asked)).toBe(3);
    const names = { 'db.test': addresses(2) };
    const two = await ask(
      { host: 'db.test', ports: [port], attempts: 10 },
      { names, connect, hear: () => mysql },
    );
    expect(count(two.asked)).toBe(3);
    expect(two.finding.notes.join()).toContain('greets like MySQL');
  });

  test('is not tried again when it is slow', async () => {
    const late = { outcome: 'open', ms: 980 } as const;
    const { asked } = await ask(
      { host: '10.0.0.1', ports: [3306], attempts: 3 },
      { connect: (address) => (address === NOBODY ? REFUSED : late), hear: () => mysql },
    );
    expect(count(asked)).toBe(3);
  });

  test('any other gets what was asked for', async () => {
    const { asked } = await ask({ host: '10.0.0.1', ports: [5432], attempts: 10 }, { connect });
    expect(count(asked)).toBe(10);
  });
});

describe('follow-up', () => {
  test('mixed results are tried twenty times', async () => {
    const { to, finding } = await ask(
      { host: '10.0.0.1', ports: [80] },
      {
        connect: (address, _, nth) =>
          address === NOBODY ? REFUSED : nth % 3 === 0 ? { outcome: 'timeout', ms: 20 } : OPEN,
      },
    );
    expect(to('10.0.0.1')).toHaveLength(20);
    expect(finding.checks.map(({ code }) => code)).toEqual([null, 'tcp.flaky']);
    expect(finding.checks[1]?.summary).toBe('10.0.0.1: 6 of 20 tries failed');
  });

  test('a reset is listened for again', async () => {
    const { to, finding } = await ask(
      { host: '10.0.0.1', ports: [80] },
      {
        connect: (address) => (address === NOBODY ? REFUSED : OPEN),
        hear: () => ({ outcome: 'reset', ms: 2, errno: 'ECONNRESET' }),
      },
    );
    expect(to('10.0.0.1').filter(({ verb }) => verb === 'sniff')).toHaveLength(2);
    expect(finding.checks[0]).toMatchObject({ code: 'tcp.reset-after-connect', status: 'fail' });
  });

  test('a refusal is tried quietly after everything else, once an address and port', async () => {
    const { asked } = await ask({ host: '10.0.0.1', ports: [80, 81] }, { connect: () => REFUSED });
    const quiet = asked.filter((one) => 'quiet' in one && one.quiet);
    expect(quiet.map(({ port }) => port)).toEqual([80, 81]);
    expect(asked.slice(-2)).toEqual(quiet);
  });

  test('eight quiet tries at most', async () => {
    const { asked } = await ask(
      { host: 'many.test', ports: [80], attempts: 1 },
      { names: { 'many.test': addresses(16) }, connect: () => REFUSED },
    );
    expect(asked.filter((one) => 'quiet' in one && one.quiet)).toHaveLength(8);
  });
});

describe('evidence that cannot be had', () => {
  test('is missing, and the answer stands', async () => {
    const blind = async (): Promise<never> => {
      throw new CannotObserve('permission', 'no', { summary: 'x' });
    };
    const { finding } = await ask(
      { host: '10.0.0.1', ports: [80] },
      { connect: () => REFUSED, sockets: blind, hostView: blind },
    );
    expect(finding.checks[0]).toMatchObject({ code: 'tcp.refused', status: 'fail' });
  });

  test('called off: the reason comes through and nothing goes on', async () => {
    const controller = new AbortController();
    const { context, asked } = playing(
      { connect: () => ({ outcome: 'timeout', ms: 60_000 }) },
      controller.signal,
    );
    const running = tcpProbe.run(context, tcpProbe.input.parse({ host: '10.0.0.1', ports: [80, 81] }));
    setTimeout(() => controller.abort(new Error('called off')), 30);
    await expect(running).rejects.toThrow('called off');
    const made = asked.length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(asked.length).toBe(made);
  });
});

describe('input', () => {
  const ports = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  test.each([
    ['eleven ports', { host: 'a', ports: ports(11) }],
    ['no port', { host: 'a', ports: [] }],
    ['port 0', { host: 'a', ports: [0] }],
    ['port 65536', { host: 'a', ports: [65536] }],
    ['a port that is no whole number', { host: 'a', ports: [80.5] }],
    ['a host that starts with -', { host: '-oProxyCommand', ports: [22] }],
    ['an address as one number', { host: '2130706433', ports: [22] }],
    ['a name with control characters', { host: 'a\u0007b', ports: [22] }],
    ['a megabyte', { host: 'a'.repeat(1_000_000), ports: [22] }],
    ['eleven attempts', { host: 'a', ports: [1], attempts: 11 }],
    ['a timeout of a minute', { host: 'a', ports: [1], timeout: 60_000 }],
    ['an unknown key', { host: 'a', ports: [1], hots: 'b' }],
    ['a source that is none', { host: 'a', ports: [1], from: '-x' }],
  ])('%s is refused', (_what, input) => {
    const parsed = tcpProbe.input.safeParse(input);
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error?.issues).length).toBeLessThan(1_000);
  });
});
