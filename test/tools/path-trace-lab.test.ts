import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Check } from '../../src/core/check.ts';
import { at } from '../lab/network/at.ts';
import { filter } from '../lab/network/filter.ts';
import { order } from '../lab/network/host.ts';
import { type Lab, openLab } from '../lab/play/open-lab.ts';
import { asNobody, setting, without } from '../lab/play/tool-faults.ts';
import { type Answered, type Setting, withTool } from '../lab/play/with-tool.ts';
import { http } from '../lab/serving/web.ts';
import { needs } from '../needs.ts';
import { PATH_LAB, PATIENCE_MS } from './path-lab-needs.ts';

const V4 = { host: at.server.v4, port: 80 };
const V6 = { host: at.server.v6, port: 80 };
const first = ({ finding }: Answered): Check => {
  const [check] = finding.checks;
  if (!check) throw new Error('no check');
  return check;
};
const said = (seen: Answered): string => [first(seen).summary, ...first(seen).evidence].join('\n');

describe('path_trace in a lab', needs(PATH_LAB), () => {
  let lab: Lab;
  beforeAll(async () => (lab = await openLab()), PATIENCE_MS);
  afterAll(() => lab[Symbol.asyncDispose]());

  const trace = (input: object, faults: Setting['faults'] = [], as: readonly string[] = []) =>
    withTool({ servers: [http()], pki: lab.pki, faults }, ({ ask }) => ask('path_trace', input, { as }));

  test.each([
    ['IPv4', V4],
    ['IPv6', V6],
  ])(
    'a port that accepts, %s',
    async (_, input) => {
      const seen = await trace(input);
      expect(first(seen)).toMatchObject({ status: 'pass' });
      expect(first(seen).summary).toMatch(/reached in 3 hops, .*; the port accepts/);
    },
    PATIENCE_MS,
  );

  test(
    'a port that refuses',
    async () => {
      expect(first(await trace({ ...V4, port: 81 })).summary).toMatch(
        /reached in 3 hops, .*; a reset came back/,
      );
    },
    PATIENCE_MS,
  );

  test(
    'a port that is dropped: the last hop that answers, and no failure claimed',
    async () => {
      const seen = await trace(V4, [filter('far', 'iifname m1 tcp dport 80 drop')]);
      expect(first(seen)).toMatchObject({ status: 'unknown', code: null });
      expect(first(seen).summary).toMatch(
        /nothing comes back from beyond hop 2, 10\.77\.2\.2 \(though it answers ICMP\)/,
      );
    },
    PATIENCE_MS,
  );

  test.each([
    ['IPv4', V4, at.server.v4, '10.77.2.2', 'type 3, code 9 or 10 or 13'],
    ['IPv6', V6, at.server.v6, '2001:db8:77:2::2', 'type 1, code 1'],
  ])(
    'a port that is rejected: by whom, %s',
    async (_, input, address, sender, codes) => {
      const seen = await trace(input, [
        filter('far', 'iifname m1 tcp dport 80 reject with icmpx admin-prohibited'),
      ]);
      expect(first(seen).summary).toBe(
        `${address} port 80: ${sender} rejects it, ICMP administratively prohibited (${codes})`,
      );
    },
    PATIENCE_MS,
  );

  test(
    'loss that goes on to the end is loss',
    async () => {
      const seen = await trace(V4, [filter('far', 'iifname m1 numgen inc mod 3 0 drop')]);
      expect(said(seen)).toMatch(/loss: \d+ % to the end/);
    },
    PATIENCE_MS,
  );

  test(
    'loss at one hop that does not is called what it is',
    async () => {
      const limited = filter('near', 'icmp type time-exceeded numgen inc mod 2 0 drop', 'OUTPUT');
      const seen = await trace(V4, [limited]);
      expect(said(seen)).toMatch(
        /hop 1 leaves \d+ % unanswered, hops behind it less: ICMP rate limiting, not loss/,
      );
    },
    PATIENCE_MS,
  );

  test(
    'equal-cost paths are several addresses of one hop',
    async () => {
      const faults = [
        order('near', 'ip route replace 10.77.3.0/24 nexthop via 10.77.2.2 nexthop via 10.77.4.2'),
        setting('near', 'net/ipv4/fib_multipath_hash_policy', '1'),
        setting('far', 'net/ipv4/icmp_errors_use_inbound_ifaddr', '1'),
      ];
      const answers = await withTool({ servers: [http()], pki: lab.pki, faults }, async ({ ask }) => {
        const all: Answered[] = [];
        for (let time = 0; time < 6; time += 1) all.push(await ask('path_trace', V4));
        return all;
      });
      const hops = answers.flatMap(
        (seen) => /2 (10\.77\.[24]\.2(?: or 10\.77\.[24]\.2)?)/.exec(said(seen))?.[1] ?? [],
      );
      expect(new Set(hops.flatMap((hop) => hop.split(' or '))).size).toBe(2);
    },
    PATIENCE_MS,
  );

  test(
    'as nobody, UDP is what is left',
    async () => {
      const seen = await trace(V4, [], asNobody);
      expect(first(seen)).toMatchObject({ status: 'pass' });
      expect(first(seen).summary).toMatch(/by UDP, not by TCP/);
      expect(seen.finding.notes.join()).toMatch(/traceroute \(TCP probes\) is not permitted/);
    },
    PATIENCE_MS,
  );

  test(
    'without any program nothing is known, and what to install is said',
    async () => {
      const seen = await trace(V4, [], without('traceroute', 'mtr', 'tracepath'));
      expect(first(seen)).toMatchObject({ status: 'unknown' });
      expect(first(seen).fix?.summary).toMatch(/Install one of traceroute, mtr-tiny, iputils-tracepath/);
    },
    PATIENCE_MS,
  );

  test(
    'what would take half a minute is ended at the deadline',
    async () => {
      const seen = await trace(V4, [filter('far', 'iifname m1 drop')], without('traceroute', 'mtr'));
      expect(first(seen)).toMatchObject({ status: 'unknown' });
      expect(said(seen)).toMatch(/tracepath did not end in time/);
    },
    PATIENCE_MS,
  );
});
