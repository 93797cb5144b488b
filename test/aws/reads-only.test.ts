import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { awsCalls } from '../../src/core/aws/calls.ts';
import type { AwsReading } from '../../src/core/world/aws.ts';
import { liveAws } from '../../src/world/aws/live-aws.ts';
import { environment } from './moto.ts';

afterEach(() => vi.unstubAllEnvs());

type Answer = (action: string, body: URLSearchParams, response: ServerResponse) => void;

/** A server of the Query protocol on loopback that answers as told, and keeps what was asked. */
async function withApi<T>(answer: Answer, use: (asked: URLSearchParams[]) => Promise<T>): Promise<T> {
  const asked: URLSearchParams[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    let text = '';
    request.setEncoding('utf8').on('data', (part: string) => (text += part));
    request.on('end', () => {
      const body = new URLSearchParams(text);
      asked.push(body);
      answer(body.get('Action') ?? '', body, response);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  for (const [name, value] of Object.entries(environment(`http://127.0.0.1:${address.port}`)))
    vi.stubEnv(name, value);
  try {
    return await use(asked);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

const refuse =
  (status: number, code: string): Answer =>
  (_, __, response) => {
    response.writeHead(status, { 'content-type': 'text/xml' });
    response.end(
      `<Response><Errors><Error><Code>${code}</Code><Message>no: ${code}</Message></Error></Errors><RequestID>1</RequestID></Response>`,
    );
  };

const subnets = (ids: readonly string[], next?: string): string =>
  `<DescribeSubnetsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><subnetSet>${ids
    .map(
      (id) => `<item><subnetId>${id}</subnetId><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/24</cidrBlock></item>`,
    )
    .join(
      '',
    )}</subnetSet>${next === undefined ? '' : `<nextToken>${next}</nextToken>`}</DescribeSubnetsResponse>`;

const readSubnets = (
  values: readonly string[],
  signal: AbortSignal = AbortSignal.timeout(60_000),
): Promise<AwsReading<unknown>> =>
  liveAws().read({ call: awsCalls.subnets, by: 'subnet-id', values }, signal);

test('every call only reads', () => {
  const actions = Object.values(awsCalls).map(({ action }) => action);
  expect(actions.filter((action) => !/^(?:Describe|Get|Search|List)[A-Z]/.test(action))).toEqual([]);
});

describe('the reader of an account', () => {
  test('asks by filter, page by page', async () => {
    await withApi(
      (_, body, response) => {
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.end(body.get('NextToken') === 'two' ? subnets(['subnet-2']) : subnets(['subnet-1'], 'two'));
      },
      async (asked) => {
        const reading = await readSubnets(['subnet-1', 'subnet-2']);
        expect(reading).toMatchObject({
          status: 'ok',
          calls: 2,
          objects: [{ SubnetId: 'subnet-1' }, { SubnetId: 'subnet-2' }],
        });
        expect(asked.map((body) => body.get('Action'))).toEqual(['DescribeSubnets', 'DescribeSubnets']);
        expect(asked[0]?.get('Filter.1.Name')).toBe('subnet-id');
        expect(asked[0]?.get('Filter.1.Value.2')).toBe('subnet-2');
        expect(Number(asked[0]?.get('MaxResults'))).toBeGreaterThan(0);
      },
    );
  });

  test('an empty list of ids asks for nothing', async () => {
    await withApi(refuse(500, 'InternalError'), async (asked) => {
      expect(await readSubnets([])).toEqual({ status: 'ok', objects: [], calls: 0 });
      expect(asked).toEqual([]);
    });
  });

  test.each([
    [403, 'UnauthorizedOperation', 'access-denied'],
    [403, 'AccessDenied', 'access-denied'],
    [400, 'ExpiredToken', 'expired-token'],
    [400, 'RequestExpired', 'expired-token'],
    [401, 'AuthFailure', 'no-credentials'],
    [400, 'InvalidSubnetID.NotFound', 'not-found'],
    [401, 'OptInRequired', 'wrong-region'],
  ])('%i %s is %s', async (status, code, reason) => {
    await withApi(refuse(status, code), async () => {
      expect(await readSubnets(['subnet-1'])).toMatchObject({
        status: 'failed',
        reason,
        action: 'ec2:DescribeSubnets',
        said: `no: ${code}`,
      });
    });
  });

  test('what is throttled is asked again, and answered', async () => {
    let times = 0;
    await withApi(
      (action, body, response) => {
        times++;
        if (times <= 2) return refuse(503, 'RequestLimitExceeded')(action, body, response);
        response.writeHead(200, { 'content-type': 'text/xml' });
        response.end(subnets(['subnet-1']));
      },
      async () => expect(await readSubnets(['subnet-1'])).toMatchObject({ status: 'ok', calls: 3 }),
    );
  });

  test('what fails otherwise is tried four times', async () => {
    await withApi(refuse(500, 'InternalError'), async (asked) => {
      expect(await readSubnets(['subnet-1'])).toMatchObject({
        status: 'failed',
        reason: 'server-error',
        calls: 4,
      });
      expect(asked.length).toBe(4);
    });
  });

  test('an interruption ends it with its own reason', async () => {
    const controller = new AbortController();
    const answer: Answer = () => controller.abort(new Error('called off'));
    await withApi(answer, async () => {
      await expect(readSubnets(['subnet-1'], controller.signal)).rejects.toThrow('called off');
    });
  });

  test('nobody there is unreachable', async () => {
    for (const [name, value] of Object.entries(environment('http://127.0.0.1:9'))) vi.stubEnv(name, value);
    expect(await readSubnets(['subnet-1'])).toMatchObject({ status: 'failed', reason: 'unreachable' });
  });
});
