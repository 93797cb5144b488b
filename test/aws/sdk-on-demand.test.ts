import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const at = (path: string): string => JSON.stringify(new URL(`../../${path}`, import.meta.url).href);

/** Loads all that the program is made of, asks, and prints which packages of the SDK were there before and after. */
const SCRIPT = `
  import { registerHooks } from 'node:module';
  const loaded = new Set();
  registerHooks({ load(url, context, next) {
    const name = /node_modules\\/(@aws-sdk\\/client-[a-z0-9-]+|@smithy\\/core)\\//.exec(url)?.[1];
    if (name) loaded.add(name);
    return next(url, context);
  } });
  await Promise.all([import(${at('src/diagnosis/index.ts')}), import(${at('src/mcp/stdio.ts')}), import(${at('src/cli/face.ts')})]);
  const { openWorld } = await import(${at('src/world/open-world.ts')});
  const { awsCalls } = await import(${at('src/core/aws/calls.ts')});
  const world = await openWorld({});
  const before = [...loaded];
  const ask = (call, by) =>
    world.aws.read({ call, by, values: ['x-1'], region: 'eu-west-1' }, AbortSignal.timeout(60_000));
  await ask(awsCalls.subnets, 'subnet-id');
  const first = [...loaded].toSorted();
  await ask(awsCalls.dbProxies, 'DBProxyName');
  console.log(JSON.stringify({ before, first, second: [...loaded].toSorted() }));
`;

test('nothing of the SDK is loaded before AWS is asked, and of its clients the one that is asked', async () => {
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', SCRIPT], {
    env: {
      PATH: process.env['PATH'] ?? '',
      HOME: '/nonexistent',
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_ENDPOINT_URL: 'http://127.0.0.1:9',
    },
  });
  expect(JSON.parse(stdout)).toEqual({
    before: [],
    first: ['@aws-sdk/client-ec2', '@smithy/core'],
    second: ['@aws-sdk/client-ec2', '@aws-sdk/client-rds', '@smithy/core'],
  });
}, 60_000);
