import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/core/check.ts';
import { at } from '../lab/network/at.ts';
import { filter } from '../lab/network/filter.ts';
import { order } from '../lab/network/host.ts';
import { type Lab, openLab } from '../lab/play/open-lab.ts';
import { asNobody, losesAbove, narrowCable, setting, without } from '../lab/play/tool-faults.ts';
import { type Answered, type Setting, withTool } from '../lab/play/with-tool.ts';
import { https } from '../lab/serving/web.ts';
import { needs } from '../needs.ts';
import { PATH_LAB, PATIENCE_MS } from './path-lab-needs.ts';

const ALL_PROGRAMS = ['ss', 'ip', 'ping', 'traceroute', 'tracepath', 'mtr'];
const V4 = { host: at.server.v4, port: 443 };
const V6 = { host: at.server.v6, port: 443 };

describe('path_mtu in a lab', needs(PATH_LAB), () => {
  let lab: Lab;
  beforeAll(async () => (lab = await openLab()), PATIENCE_MS);
  afterAll(() => lab[Symbol.asyncDispose]());

  const measure = (input: object, faults: Setting['faults'] = [], as: readonly string[] = []) =>
    withTool({ servers: [https({ tls: { chain: 'long' } })], pki: lab.pki, faults }, ({ ask }) =>
      ask('path_mtu', input, { as }),
    );
  const first = ({ finding }: Answered): Check => {
    const [check] = finding.checks;
    if (!check) throw new Error('no check');
    return check;
  };

  test.each([
    ['IPv4', V4],
    ['IPv6', V6],
  ])(
    'a healthy path, %s',
    async (_, input) => {
      const seen = await measure(input);
      expect(first(seen)).toMatchObject({ status: 'pass' });
      expect(first(seen).summary).toContain('packets of 1500 bytes');
      expect(first(seen).summary).toContain('both ways');
    },
    PATIENCE_MS,
  );

  test.each([
    ['a size that many paths have', V4, 1400],
    ['any other size', V6, 1337],
    ['one byte less than the interface', V4, 1499],
  ])(
    'a black hole on the way there: %s',
    async (_, input, size) => {
      const seen = await measure(input, [losesAbove(size)]);
      expect(first(seen)).toMatchObject({ status: 'fail', code: 'mtu.black-hole' });
      expect(first(seen).summary).toContain(`packets above ${size} bytes`);
      expect(first(seen).fix?.command).toContain(`mtu ${size}`);
      expect(seen.finding.connectionsMade).toBeLessThanOrEqual(60);
    },
    PATIENCE_MS,
  );

  test(
    'a black hole on the way back',
    async () => {
      const seen = await measure(V4, [losesAbove(1400, 'back')]);
      expect(first(seen)).toMatchObject({ status: 'fail', code: 'mtu.black-hole' });
      expect(first(seen).summary).toMatch(/on the way back, above 1400 bytes/);
    },
    PATIENCE_MS,
  );

  test(
    'a filter that drops ICMP in front of a narrow link',
    async () => {
      const deaf = filter('near', 'icmp type destination-unreachable drop', 'OUTPUT');
      const seen = await measure(V4, [...narrowCable(1400), deaf]);
      expect(first(seen)).toMatchObject({ status: 'fail', code: 'mtu.black-hole' });
      expect(first(seen).summary).toContain('packets above 1400 bytes');
    },
    PATIENCE_MS,
  );

  test.each([
    ['IPv4', V4],
    ['IPv6', V6],
  ])(
    'a narrow link that says so, %s',
    async (_, input) => {
      const seen = await measure(input, narrowCable(1400));
      expect(first(seen)).toMatchObject({ status: 'warn', code: 'mtu.reduced' });
      expect(first(seen).summary).toContain('carries 1400 bytes');
    },
    PATIENCE_MS,
  );

  test(
    'a clamped MSS: what TCP sends passes, and that others lose more is said',
    async () => {
      const clamp = filter('far', 'tcp flags & syn == syn tcp option maxseg size set 1300');
      const seen = await measure(V4, [clamp, filter('far', 'meta length > 1400 counter drop')]);
      expect(seen.finding.checks).toHaveLength(1);
      expect(first(seen)).toMatchObject({ status: 'pass' });
      expect(first(seen).summary).toContain('packets of 1340 bytes');
      expect(first(seen).evidence.join()).toContain('larger packets of other protocols vanish');
    },
    PATIENCE_MS,
  );

  test(
    'several paths of which one loses large packets: no number',
    async () => {
      const seen = await measure(V4, [
        filter('far', 'iifname m1 meta length > 600 numgen random mod 2 0 counter drop'),
      ]);
      expect(first(seen)).toMatchObject({ status: 'unknown', code: null });
      expect(first(seen).summary).toMatch(/several paths of which one is bad/);
    },
    PATIENCE_MS,
  );

  test(
    'a path that loses one packet in twenty is not a black hole',
    async () => {
      const seen = await measure(V4, [filter('far', 'numgen random mod 20 0 counter drop')]);
      expect(seen.finding.checks.map(({ code }) => code)).toEqual([null]);
    },
    PATIENCE_MS,
  );

  test(
    'without timestamps the number is exact, too',
    async () => {
      const seen = await measure(V4, [setting('client', 'net/ipv4/tcp_timestamps', '0'), losesAbove(1400)]);
      expect(first(seen).summary).toContain('packets above 1400 bytes');
    },
    PATIENCE_MS,
  );

  test(
    'without any program two numbers remain, and both are said',
    async () => {
      const seen = await measure(V4, [losesAbove(1400)], without(...ALL_PROGRAMS));
      expect(first(seen)).toMatchObject({ status: 'fail', code: 'mtu.black-hole' });
      expect(first(seen).summary).toContain('1388 or 1400 bytes');
      expect(seen.finding.notes.join()).toContain('ss is not installed');
    },
    PATIENCE_MS,
  );

  test(
    'as nobody, without new privileges',
    async () => {
      const seen = await measure(V4, [losesAbove(1400)], asNobody);
      expect(first(seen).summary).toContain('packets above 1400 bytes');
    },
    PATIENCE_MS,
  );

  test(
    'jumbo frames that meet an ordinary path',
    async () => {
      const jumbo = [
        order('client', 'ip link set c0 mtu 9001'),
        order('near', 'ip link set c1 mtu 9001'),
        order('far', 'ip link set s1 mtu 9001'),
        order('server', 'ip link set s0 mtu 9001'),
      ];
      const seen = await measure(V4, jumbo);
      expect(first(seen)).toMatchObject({ status: 'warn', code: 'mtu.jumbo' });
      expect(first(seen).summary).toContain('the path carries 1500 bytes');
    },
    PATIENCE_MS,
  );

  test(
    'an interface of the server that is smaller than its link',
    async () => {
      const seen = await measure(V4, [order('server', 'ip link set s0 mtu 1400')]);
      expect(seen.finding.checks.map(({ code, status }) => [status, code])).toEqual([
        ['pass', null],
        ['warn', 'mtu.mismatch'],
      ]);
    },
    PATIENCE_MS,
  );
});
