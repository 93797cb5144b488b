import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { callGate, TooBusy } from '../../src/mcp/call/gate.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = new AbortController().signal;
const wide = {
  atOnce: 100,
  slowAfterMs: 60_000,
  inAll: 100,
  waiting: 100,
  burst: 100,
  perSecond: 100,
};

test('no more than the allowed number run at once, and each that ends lets the next in', async () => {
  const gate = callGate({ ...wide, atOnce: 2 });
  const started: number[] = [];
  const leaves: (() => void)[] = [];
  const all = [1, 2, 3, 4].map(async (n) => {
    leaves.push(await gate.enter(never));
    started.push(n);
  });
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([1, 2]);
  leaves[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toEqual([1, 2, 3]);
  for (const leave of leaves.slice(1)) leave();
  await Promise.all(all);
  expect(started).toEqual([1, 2, 3, 4]);
});

test('after the burst, calls start at the rate', async () => {
  const gate = callGate({ ...wide, burst: 3, perSecond: 2 });
  let started = 0;
  for (let call = 0; call < 6; call += 1) void gate.enter(never).then(() => (started += 1));
  await vi.advanceTimersByTimeAsync(0);
  expect(started).toBe(3);
  await vi.advanceTimersByTimeAsync(1_010);
  expect(started).toBe(5);
  await vi.advanceTimersByTimeAsync(500);
  expect(started).toBe(6);
});

test('a call that is called off while it waits leaves the queue', async () => {
  const gate = callGate({ ...wide, atOnce: 1 });
  const leave = await gate.enter(never);
  const off = new AbortController();
  const waiting = gate.enter(off.signal);
  off.abort(new Error('no longer'));
  await expect(waiting).rejects.toThrow('no longer');
  const next = gate.enter(never);
  leave();
  await expect(next).resolves.toBeTypeOf('function');
});

test('a call that was called off before it came does not start', async () => {
  await expect(callGate(wide).enter(AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
});

test('when too many wait, the next is turned away with advice', async () => {
  const gate = callGate({ ...wide, atOnce: 1, waiting: 2 });
  await gate.enter(never);
  void gate.enter(never);
  void gate.enter(never);
  await expect(gate.enter(never)).rejects.toThrow(TooBusy);
  await expect(gate.enter(never)).rejects.toThrow(/Send fewer at a time/);
});

test('slow calls do not stand in the way of quick ones, up to a bound', async () => {
  const gate = callGate({ ...wide, atOnce: 2, slowAfterMs: 500, inAll: 3 });
  const leaves: (() => void)[] = [];
  for (let call = 0; call < 5; call += 1) void gate.enter(never).then((leave) => leaves.push(leave));
  await vi.advanceTimersByTimeAsync(499);
  expect(leaves).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(leaves).toHaveLength(3);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(leaves).toHaveLength(3);
  leaves[0]?.();
  await vi.advanceTimersByTimeAsync(0);
  expect(leaves).toHaveLength(4);
});
