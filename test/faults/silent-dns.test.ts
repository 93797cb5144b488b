import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { held } from '../../soak/held.ts';
import { LAB_NEEDS } from '../lab/lab-needs.ts';
import { at } from '../lab/network/at.ts';
import { buildNetwork, type Network } from '../lab/network/build.ts';
import { carryOut, inside } from '../lab/network/execute.ts';
import { filter } from '../lab/network/filter.ts';
import { mayBuild } from '../lab/rights.ts';
import { needs } from '../needs.ts';
import { builtProgram, RawProgram } from '../protocol/program.ts';

/** More than libc's lookups have threads. */
const MANY = 12;
const DROP = filter('near', 'meta l4proto { tcp, udp } th dport 53 drop');

const WANTS = { ...LAB_NEEDS, also: mayBuild() ? [] : ['root'] };

describe('where no name server ever answers', { timeout: 90_000, ...needs(WANTS) }, () => {
  let network: Network;
  beforeAll(async () => {
    network = await buildNetwork({ clientFiles: { 'resolv.conf': `nameserver ${at.resolver.v4}\n` } });
    await carryOut([DROP], network.namespace);
  });
  afterAll(() => network[Symbol.asyncDispose]());

  const started = async (): Promise<RawProgram & { readonly pid: number }> => {
    const { command, args } = builtProgram();
    const [run = '', ...more] = inside(network.namespace('client'), [command, ...args]);
    const program = new RawProgram({ command: run, args: more });
    await program.initialize();
    await program.ask('tools/list');
    return Object.assign(program, { pid: program.child.pid ?? 0 });
  };
  const walk = (program: RawProgram, n: number): number =>
    program.request('tools/call', {
      name: 'diagnose',
      arguments: { target: `http://host-${n}.lab.example/`, source: 'local' },
    });
  const probe = { name: 'tcp_probe', arguments: { host: at.server.v4, ports: [5000] } };

  test('walks end with dns.timeout, and what needs no name is answered before them', async () => {
    using program = await started();
    const ids = Array.from({ length: MANY }, (_, n) => walk(program, n));
    const { result } = await program.ask('tools/call', probe);
    expect(result?.structuredContent).toMatchObject({ status: 'fail' });
    expect(program.messages.filter(({ id }) => ids.some((one) => one === id))).toEqual([]);
    await vi.waitFor(
      () => expect(program.messages.filter(({ id }) => ids.some((one) => one === id))).toHaveLength(MANY),
      60_000,
    );
    for (const { id, result: walked } of program.messages) {
      if (typeof id !== 'number' || !ids.includes(id)) continue;
      expect(walked?.structuredContent).toMatchObject({ verdict: { status: 'fail', code: 'dns.timeout' } });
    }
    expect(program.stderr).toBe('');
  });

  test('walks that are called off leave nothing open', async () => {
    using program = await started();
    await program.ask('tools/call', probe);
    const before = held(program.pid).handles;
    const ids = Array.from({ length: MANY }, (_, n) => walk(program, n));
    await vi.waitFor(() => expect(held(program.pid).handles).toBeGreaterThan(before), 5_000);
    for (const requestId of ids) program.send({ method: 'notifications/cancelled', params: { requestId } });
    // A lookup of libc's cannot be called off: it ends by its own deadline, 5 s twice over.
    await vi.waitFor(() => expect(held(program.pid).handles).toBeLessThanOrEqual(before + 2), {
      timeout: 30_000,
      interval: 200,
    });
    expect((await program.ask('ping')).error).toBeUndefined();
  });

  test.each(['SIGTERM', 'the end of stdin'] as const)(
    '%s in the middle of walks ends the server',
    async (how) => {
      using program = await started();
      for (let n = 0; n < MANY; n += 1) walk(program, n);
      await program.ask('ping');
      if (how === 'SIGTERM') program.child.kill('SIGTERM');
      else program.child.stdin.end();
      expect(await program.exited()).toEqual({ code: 0, signal: null });
    },
  );
});
