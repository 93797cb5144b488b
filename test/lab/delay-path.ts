import { randomBytes } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { must } from './network/execute.ts';
import { startDelay } from './tundelay.ts';

/** Two hosts, each a network namespace, on a path with a known round trip. */
export interface DelayPath extends AsyncDisposable {
  near: Host;
  far: Host;
}

export interface Host {
  /** The network namespace, for `ip netns exec`. */
  namespace: string;
  address: string;
}

const ADDRESSES = { near: '10.98.0.1', far: '10.98.0.2' };

/**
 * Lays a path of `roundTripMs` milliseconds between two namespaces of its own; programs in the near one find their
 * name server on the far one. Needs root, `ip`, python3 and /dev/net/tun. Disposing of it takes all of it down.
 */
export async function openDelayPath(roundTripMs: number): Promise<DelayPath> {
  const id = randomBytes(4).toString('hex');
  const names = { near: `layerwalk-near-${id}`, far: `layerwalk-far-${id}` };
  const resolvers = join('/etc/netns', names.near);
  const undo: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const step of undo.toReversed()) await step();
  };
  try {
    for (const name of Object.values(names)) {
      await must(['ip', 'netns', 'add', name]);
      undo.push(() => must(['ip', 'netns', 'del', name]));
    }
    undo.push(await startDelay(names.near, names.far, roundTripMs / 2));
    for (const end of ['near', 'far'] as const) await bringUp(names[end], ADDRESSES[end]);
    await mkdir(resolvers, { recursive: true });
    undo.push(() => rm(resolvers, { recursive: true }));
    await writeFile(join(resolvers, 'resolv.conf'), `nameserver ${ADDRESSES.far}\n`);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    near: { namespace: names.near, address: ADDRESSES.near },
    far: { namespace: names.far, address: ADDRESSES.far },
    [Symbol.asyncDispose]: close,
  };
}

async function bringUp(namespace: string, address: string): Promise<void> {
  await must(['ip', '-n', namespace, 'link', 'set', 'lo', 'up']);
  await must(['ip', '-n', namespace, 'address', 'add', `${address}/30`, 'dev', 'delayed']);
  await must(['ip', '-n', namespace, 'link', 'set', 'delayed', 'up']);
}
