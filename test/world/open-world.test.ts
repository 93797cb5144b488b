import { networkInterfaces } from 'node:os';
import { describe, expect, test } from 'vitest';
import { BadInput } from '../../src/core/bad-input.ts';
import { CannotObserve } from '../../src/core/cannot-observe.ts';
import { parseSource } from '../../src/core/target/source.ts';
import { openWorld } from '../../src/world/open-world.ts';

const failure = async (promise: Promise<unknown>): Promise<unknown> => {
  try {
    return await promise;
  } catch (error) {
    return error;
  }
};

describe('the vantage of a source', () => {
  test.each([undefined, 'local', '127.0.0.1'])('%s is this machine', async (source) => {
    const world = await openWorld();
    const vantage = await world.vantage(source === undefined ? undefined : parseSource(source));
    expect(vantage.identity.kind).toBe('local');
    expect(vantage.identity.name).not.toBe('');
    for (const address of vantage.identity.addresses ?? []) expect(address).not.toMatch(/^127\.|^::1$/);
  });

  test('every address of this machine is this machine', async () => {
    const world = await openWorld();
    const own = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
    expect(own.length).toBeGreaterThan(0);
    for (const { address } of own) {
      expect((await world.vantage(parseSource(address))).identity.kind).toBe('local');
    }
  });

  test.each([
    ['payments/api-7d9f@app', 'kubectl -n payments debug -it api-7d9f --image=node:24 --target=app --'],
    ['payments/deploy/api', 'kubectl -n payments get pods'],
    ['node/worker-1', 'kubectl debug node/worker-1'],
    ['i-0123456789abcdef0', 'aws ssm start-session --target i-0123456789abcdef0'],
  ])('%s cannot be sent from, and what would let us look is a command', async (source, command) => {
    const error = await failure((await openWorld()).vantage(parseSource(source)));
    expect(error).toBeInstanceOf(CannotObserve);
    expect(error).toMatchObject({
      obstacle: 'unsupported',
      fix: { command: expect.stringContaining(command) },
    });
  });

  test.each(['192.0.2.77', 'sg-01234567'])(
    '%s cannot be sent from, and the fix says where to go',
    async (source) => {
      const error = await failure((await openWorld()).vantage(parseSource(source)));
      expect(error).toMatchObject({
        obstacle: 'unsupported',
        fix: { summary: expect.stringContaining('layerwalk') },
      });
    },
  );
});

describe('start-up settings', () => {
  test('the address policy is that of the flags, and names its rule', async () => {
    const world = await openWorld({ denyCidr: ['127.0.0.0/8'], allowCidr: ['127.0.0.1/32'] });
    expect(world.refusal('127.0.0.2')).toContain('--deny-cidr 127.0.0.0/8');
    expect(world.refusal('127.0.0.1')).toBeUndefined();
    expect(world.refusal('169.254.169.254')).toContain('169.254.0.0/16');
  });

  test('a refused address is not dialled', async () => {
    const world = await openWorld({ denyCidr: ['127.0.0.0/8'] });
    const vantage = await world.vantage(undefined);
    const dial = await vantage.dial(
      { address: '127.0.0.1', port: 9, timeoutMs: 500 },
      new AbortController().signal,
    );
    expect(dial).toMatchObject({ outcome: 'not-allowed', rule: expect.stringContaining('127.0.0.0/8') });
  });

  test.each([
    [{ allowCidr: ['10.0.0.0/33'] }, /--allow-cidr: "10\.0\.0\.0\/33" is not a network/],
    [{ denyCidr: ['everything'] }, /--deny-cidr: "everything" is not a network/],
    [{ caFile: '/nonexistent.pem' }, /--ca: the file cannot be read/],
  ])('%j is bad input', async (options, message) => {
    const error = await failure(openWorld(options));
    expect(error).toBeInstanceOf(BadInput);
    expect(error).toMatchObject({ message: expect.stringMatching(message) });
  });

  test('the clock is UTC, and the steady clock goes on', async () => {
    const world = await openWorld();
    expect(world.now()).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    expect(world.elapsed()).toBeLessThanOrEqual(world.elapsed());
  });
});

test.each(['/dev/zero', '/dev/null', '/'])('a CA file that is %s is refused, not read', async (caFile) => {
  await expect(openWorld({ caFile })).rejects.toThrow(/not a regular file/);
});
