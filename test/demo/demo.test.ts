import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { startDemo } from '../../demo/cases.ts';
import { REDIS_CASE, REDIS_RECORDING } from '../../demo/redis.ts';
import { Report } from '../../src/core/report.ts';
import { CLIENTS } from '../protocol/clients.ts';
import { builtProgram } from '../protocol/program.ts';

// Its name server cases ask this machine's resolver too, so they are left to `npm run demo`.
test('each web server of the demonstration gets its code, through a real client', async () => {
  await using running = new AsyncDisposableStack();
  const { cases, authority } = await startDemo(running);
  const folder = await mkdtemp(join(tmpdir(), 'demo-'));
  running.defer(() => rm(folder, { recursive: true }));
  const ca = join(folder, 'ca.pem');
  await writeFile(ca, authority);
  const [, connect] = CLIENTS.at(-1) ?? [];
  if (!connect) throw new Error('no client');
  const client = await connect(builtProgram('--ca', ca));
  running.defer(() => client.close());

  const walks = cases.filter(({ tool }) => tool === 'diagnose');
  const found: unknown[] = [];
  for (const { tool, input } of walks) {
    const { verdict } = Report.parse((await client.call(tool, input)).structured);
    found.push([verdict.status, verdict.code]);
  }
  expect(found).toEqual(walks.map(({ code }) => [code === null ? 'pass' : 'fail', code]));
  expect(walks).toHaveLength(5);
});

test('the recorded walk through a cluster names the policy and the rule that would do', async () => {
  const [, connect] = CLIENTS.at(-1) ?? [];
  if (!connect) throw new Error('no client');
  const client = await connect(builtProgram('--replay', REDIS_RECORDING));
  try {
    const { structured } = await client.call(REDIS_CASE.tool, REDIS_CASE.input);
    const { verdict, fixes } = Report.parse(structured);
    expect(verdict).toMatchObject({ status: 'fail', code: REDIS_CASE.code, claim: 'proven' });
    expect(fixes[0]?.manifest).toContain('name: allow-payments-api-to-redis');
  } finally {
    await client.close();
  }
});
