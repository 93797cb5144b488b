import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pathMtu } from '../../src/tools/path-mtu/tool.ts';
import { at } from '../lab/network/at.ts';
import { filter } from '../lab/network/filter.ts';
import { execute, inside as placed } from '../lab/network/execute.ts';
import { order } from '../lab/network/host.ts';
import { type Lab, openLab } from '../lab/play/open-lab.ts';
import { losesAbove, without } from '../lab/play/tool-faults.ts';
import { type Answered, type Inside, type Setting, withTool } from '../lab/play/with-tool.ts';
import { tcp } from '../lab/serving/tcp.ts';
import { https } from '../lab/serving/web.ts';
import { needs } from '../needs.ts';
import { PATH_LAB, PATIENCE_MS } from './path-lab-needs.ts';

const HOST = at.server.v4;
const MYSQL = `J\u0000\u0000\u0000\u000a8.0.36\u0000${'\u0008'.repeat(60)}mysql_native_password\u0000`;
const codes = ({ finding }: Answered) => finding.checks.map(({ code }) => code);
const said = ({ finding }: Answered) =>
  [...finding.checks.flatMap(({ summary, evidence }) => [summary, ...evidence]), ...finding.notes].join('\n');

test.each([575, 65_536, 1400.5, -1])('max %s is refused', (max) => {
  expect(pathMtu.input.safeParse({ host: 'a.example', max }).success).toBe(false);
});

describe('path_mtu in trouble', needs(PATH_LAB), () => {
  let lab: Lab;
  beforeAll(async () => (lab = await openLab()), PATIENCE_MS);
  afterAll(() => lab[Symbol.asyncDispose]());

  const inside = <T>(setting: Setting, use: (inside: Inside) => Promise<T>): Promise<T> =>
    withTool(
      { ...setting, servers: [https({ tls: { chain: 'long' } }), ...(setting.servers ?? [])], pki: lab.pki },
      use,
    );

  test(
    'a port that closes amid the measurement: what is known, and no number',
    async () => {
      const closing = filter(
        'far',
        'iifname m1 tcp dport 443 tcp flags & (syn|ack) == syn numgen inc mod 1000 > 8 reject with tcp reset',
      );
      const seen = await inside({ faults: [closing, losesAbove(1337)] }, ({ ask }) =>
        ask('path_mtu', { host: HOST, port: 443 }, { as: without('ping', 'traceroute', 'tracepath') }),
      );
      expect(said(seen)).not.toMatch(/packets above \d+ bytes/);
      expect(said(seen)).toMatch(/connections did not open/);
    },
    PATIENCE_MS,
  );

  test(
    'an interface that goes down: no black hole',
    async () => {
      const seen = await inside({ faults: [losesAbove(1300)] }, async ({ ask, carryOut, network }) => {
        const asked = ask('path_mtu', { host: HOST, port: 443 });
        for (let open = 0; open === 0; await pause(2)) open = await established(network.namespace('client'));
        await carryOut([order('client', 'ip link set c0 down')]);
        return asked;
      });
      expect(codes(seen).filter((code) => code !== null)).toEqual([]);
      expect(seen.finding.status).toBe('unknown');
    },
    PATIENCE_MS,
  );

  test(
    'a port that greets like MySQL is asked three times at most, and none to measure',
    async () => {
      const seen = await inside({ servers: [tcp({ port: 3307, greeting: MYSQL })] }, ({ ask }) =>
        ask('path_mtu', { host: HOST, port: 3307 }, { as: without('ping') }),
      );
      expect(seen.finding).toMatchObject({ status: 'unknown', connectionsMade: 3 });
      expect(said(seen)).toMatch(/greets like MySQL/);
    },
    PATIENCE_MS,
  );

  test(
    'MySQL’s own port is asked once where nothing greets',
    async () => {
      const seen = await inside({ servers: [tcp({ port: 3306 })] }, ({ ask }) =>
        ask('path_mtu', { host: HOST, port: 3306 }, { as: without('ping') }),
      );
      expect(seen.finding).toMatchObject({ status: 'unknown', connectionsMade: 1 });
    },
    PATIENCE_MS,
  );

  test.each([
    ['closes', tcp({ port: 90, ending: 'close' })],
    ['resets', tcp({ port: 90, ending: 'reset' })],
    ['resets at the first data', tcp({ port: 90, ending: 'reset', onData: true })],
  ])(
    'a server that %s: no black hole',
    async (_, server) => {
      const seen = await inside({ servers: [server] }, ({ ask }) =>
        ask('path_mtu', { host: HOST, port: 90 }, { as: without('ping') }),
      );
      expect(codes(seen).filter((code) => code !== null)).toEqual([]);
    },
    PATIENCE_MS,
  );

  test(
    'data that is dropped whatever its size is not the size',
    async () => {
      const faults = [filter('far', 'iifname m1 tcp dport 443 meta length > 100 counter drop')];
      const seen = await inside({ faults }, ({ ask }) => ask('path_mtu', { host: HOST, port: 443 }));
      expect(seen.finding).toMatchObject({ status: 'unknown' });
      expect(said(seen)).toMatch(/not even small segments are acknowledged/);
    },
    PATIENCE_MS,
  );

  test(
    'a closed port and no ping: nothing is known, and what would tell is said',
    async () => {
      const faults = [filter('far', 'meta l4proto { icmp, ipv6-icmp } drop')];
      const seen = await inside({ faults }, ({ ask }) => ask('path_mtu', { host: HOST, port: 81 }));
      expect(seen.finding).toMatchObject({ status: 'unknown' });
      expect(seen.finding.checks[0]?.fix?.summary).toMatch(/open TCP port/);
    },
    PATIENCE_MS,
  );

  test(
    'where TCP ends at a proxy, that is the limit, and it is said',
    async () => {
      const seen = await inside({}, ({ ask }) => ask('path_mtu', { host: HOST, port: 443 }));
      expect(said(seen)).toMatch(/what is behind a proxy or balancer .* is not seen/);
    },
    PATIENCE_MS,
  );
});

/** How many connections a namespace has to the server's port. */
async function established(namespace: string): Promise<number> {
  const { stdout } = await execute(
    placed(namespace, ['ss', '-Htn', 'state', 'established', 'dport', '=', ':443']),
  );
  return stdout.split('\n').filter(Boolean).length;
}
