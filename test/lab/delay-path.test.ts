import { describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { openDelayPath } from './delay-path.ts';
import { inside, must } from './network/execute.ts';

const lab = needs({ linux: true, root: true, commands: ['ip', 'ping', 'python3'], files: ['/dev/net/tun'] });

describe('the delayed path', lab, () => {
  test('holds packets back for the round trip asked for, and leaves nothing behind', async () => {
    const path = await openDelayPath(50);
    const { namespace } = path.near;
    try {
      const ping = ['ping', '-n', '-c', '3', '-i', '0.2', path.far.address];
      const said = await must(inside(namespace, ping));
      const times = [...said.matchAll(/time=([\d.]+) ms/g)].map(([, ms]) => Number(ms));
      expect(times).toHaveLength(3);
      for (const ms of times) expect(ms).toBeGreaterThanOrEqual(50);
      expect(await must(inside(namespace, ['cat', '/etc/resolv.conf']))).toBe(
        `nameserver ${path.far.address}\n`,
      );
    } finally {
      await path[Symbol.asyncDispose]();
    }
    expect(await must(['ip', 'netns', 'list'])).not.toContain(namespace);
  });
});
