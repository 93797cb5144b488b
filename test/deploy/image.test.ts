import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { type Contained, CONTAINED, contain, toItsEnd, withNode } from './contained.ts';
import { lastOf, lookAt, type Stage } from './dockerfile.ts';
import { type Played, playStages } from './play-stages.ts';
import { programNeeds } from './programs.ts';
import { filesHere, root } from './working-copy.ts';

const BUILD_MS = 300_000;
const TOKEN = 'a-token-that-is-long-enough';

describe(
  'what the steps of the Dockerfile make, run as a container would run it',
  needs({ ...CONTAINED, ...programNeeds('dockerfile') }),
  () => {
    let folder = '';
    let played: Played;
    let last: Stage;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'layerwalk-image-'));
      chmodSync(folder, 0o755);
      const { stages, context } = lookAt(root, filesHere());
      last = stages.at(-1)!;
      played = await playStages(stages, root, context, folder);
      await withNode(played.root);
    }, BUILD_MS);
    // Half a gigabyte of development dependencies.
    afterAll(() => rm(folder, { recursive: true, force: true }), BUILD_MS);

    const started = (
      args: readonly string[],
      env?: Record<string, string>,
      user = lastOf(last, 'USER').User,
    ) => contain(played.root, user, [...lastOf(last, 'ENTRYPOINT').CmdLine, ...args], env);

    test('an image of the program, its licence, and nothing else of the working copy', () => {
      const opt = join(played.root, 'opt/layerwalk');
      expect(readdirSync(opt).toSorted()).toEqual(['LICENSE', 'dist', 'package.json']);
      expect(new Set(readdirSync(join(opt, 'dist'), { recursive: true, encoding: 'utf8' }))).toEqual(
        new Set(readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' })),
      );
    });

    test('the packages that it adds are Debian’s', needs({ commands: ['apt-cache'] }), () => {
      expect(played.packages.length).toBeGreaterThan(3);
      const shown = execFileSync('apt-cache', ['show', '--no-all-versions', ...played.packages], {
        encoding: 'utf8',
      });
      expect(shown.match(/^Package: \S+$/gm)).toHaveLength(played.packages.length);
    });

    describe('its server', () => {
      let server: Contained;
      let said: unknown;
      beforeAll(async () => {
        server = started(lastOf(last, 'CMD').CmdLine, { LAYERWALK_TOKEN: TOKEN });
        const lines = createInterface({ input: server.child.stderr! });
        const [line] = await once(lines, 'line');
        said = JSON.parse(line);
      });
      afterAll(() => server?.child.kill('SIGKILL'));

      const healthy = async () => {
        const [, ...command] = lastOf(last, 'HEALTHCHECK').Health.Test;
        return (await server.beside(command)).status;
      };

      test('listens for all, and is healthy by the check of the image', async () => {
        expect(said).toMatchObject({ event: 'listening', host: '0.0.0.0', port: 8700 });
        expect(await healthy()).toBe(0);
      });

      test('answers a call, and nobody without a token', async () => {
        const ask = (token: string) => `
          const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'tcp_probe',
            arguments: { host: '192.0.2.1', ports: [443], attempts: 1 } } };
          const answer = await fetch('http://127.0.0.1:8700/mcp', { method: 'POST', body: JSON.stringify(call),
            headers: { authorization: 'Bearer ${token}', 'content-type': 'application/json',
              accept: 'application/json, text/event-stream' } });
          console.log(answer.status, await answer.text());`;
        const asked = async (token: string) =>
          (await server.beside(['node', '--input-type=module', '-e', ask(token)])).stdout;
        expect(await asked(TOKEN)).toMatch(/^200 .*"tool":"tcp_probe"/s);
        expect(await asked(`${TOKEN}x`)).toMatch(/^401 /);
      });

      test('ends in peace as process 1', async () => {
        const ended = once(server.child, 'exit');
        await server.signal('SIGTERM');
        expect(await ended).toEqual([0, null]);
      });
    });

    test('is not healthy where nothing listens', async () => {
      const idle = started(['serve', '--http', '--no-auth', '--port', '8701']);
      await once(createInterface({ input: idle.child.stderr! }), 'line');
      const [, ...command] = lastOf(last, 'HEALTHCHECK').Health.Test;
      expect((await idle.beside(command)).status).toBe(1);
      const ended = once(idle.child, 'exit');
      await idle.signal('SIGTERM');
      await ended;
    });

    test('says what it needs when no token is given', async () => {
      const { status, said } = await toItsEnd(started(lastOf(last, 'CMD').CmdLine));
      expect(status).toBe(64);
      expect(said).toContain('Nothing says who may ask');
    });

    test('is a command line too, also for an account that is only a number', async () => {
      expect(await toItsEnd(started(['doctor']))).toMatchObject({ status: 0 });
      const { status, said } = await toItsEnd(started(['service-audit', 'shop/web'], {}, '123456:0'));
      expect({ status, said }).toMatchObject({ status: 2, said: expect.stringContaining('no cluster') });
    });

    test('can write nowhere', async () => {
      const tried = contain(played.root, lastOf(last, 'USER').User, [
        'node',
        '-e',
        `for (const file of ['/x', '/tmp/x', '/var/tmp/x', '/opt/layerwalk/x', '/opt/layerwalk/dist/bin.js'])
           try { require('node:fs').writeFileSync(file, ''); process.exit(1); } catch (error) { console.log(error.code); }`,
      ]);
      expect(await toItsEnd(tried)).toEqual({ status: 0, said: 'EROFS\n'.repeat(5) });
    });
  },
);
