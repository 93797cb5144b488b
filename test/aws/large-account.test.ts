import { afterEach, expect, test, vi } from 'vitest';
import { DescribeNetworkInterfacesCommand, EC2Client } from '@aws-sdk/client-ec2';
import { askOver } from './ask.ts';
import { largeAccount } from './large-account.ts';
import { overWire, REGION } from './over-wire.ts';
import { account, type Account, overDump } from './scene.ts';

afterEach(() => vi.unstubAllEnvs());

const QUESTION = { source: '10.0.1.10', destination: 'eni-db', port: 443 };
const large = largeAccount();

const calls = (of: Account): Promise<string[]> =>
  overWire(of, async (aws, { asked }) => {
    expect((await askOver(aws, QUESTION)).status).toBe('pass');
    return asked.map(({ action }) => action).toSorted();
  });

test('50,000 interfaces: as many calls as in a small account', async () => {
  const few = await calls(account());
  expect(few.length).toBeLessThanOrEqual(20);
  expect(await calls(large)).toEqual(few);
});

test('50,000 interfaces in a dump', async () => {
  const finding = await overDump(large, (aws) =>
    askOver(aws, { source: '10.64.7.9', destination: 'eni-n12345', port: 5432 }),
  );
  expect(finding.checks.map(({ code }) => code).filter((code) => code !== null)).toEqual([
    'firewall.egress-missing',
    'firewall.ingress-missing',
  ]);
}, 60_000);

test('who asks such an account for all interfaces at once is refused, as by EC2', async () => {
  await overWire(large, async (_, { endpoint }) => {
    const client = new EC2Client({ endpoint, region: REGION });
    await expect(client.send(new DescribeNetworkInterfacesCommand({}))).rejects.toThrow('too many');
    client.destroy();
  });
});
