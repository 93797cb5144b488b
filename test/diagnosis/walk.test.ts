import { expect, test } from 'vitest';
import { Interrupted } from '../../src/diagnosis/interrupted.ts';
import { type PlannedLeg, walkLeg } from '../../src/diagnosis/walk.ts';
import { contextWith, fail, pass, said, saying, warn } from './sample.ts';

const healthy: PlannedLeg['layers'] = {
  dns: saying('dns_lookup', [pass('dns', said('10.0.0.1'))]),
  tcp: saying('tcp_probe', [pass('tcp', said('accepted'))], 5),
  tls: saying('tls_inspect', [pass('tls', said('trusted'))], 10),
  app: { skip: 'no request is known' },
};
const leg = (layers: Partial<PlannedLeg['layers']>): PlannedLeg => ({
  from: 'laptop',
  to: 'db:5432',
  end: { host: 'db', port: 5432 },
  layers: { ...healthy, ...layers },
});
const running = () => contextWith(new AbortController().signal);

test('every layer has a row, in walking order', async () => {
  const walked = await walkLeg(running(), leg({}));
  expect(walked.checks.map((check) => [check.layer, check.status])).toEqual([
    ['dns', 'pass'],
    ['tcp', 'pass'],
    ['tls', 'pass'],
    ['app', 'skipped'],
  ]);
});

test('what lies behind the first failure is skipped, and says by what', async () => {
  const walked = await walkLeg(
    running(),
    leg({ tcp: saying('tcp_probe', [fail('tcp.timeout', said('dropped'))]) }),
  );
  expect(walked.blockedBy).toBe('tcp');
  const tls = walked.checks.find((check) => check.layer === 'tls');
  expect(tls).toMatchObject({ status: 'skipped', summary: 'blocked by TCP', blockedBy: 'tcp' });
});

test('a probe behind a failure is called off, not waited for', async () => {
  let reason: unknown;
  const slow = {
    tool: 'tls_inspect',
    ask: ({ signal }: { signal: AbortSignal }) =>
      new Promise<never>((_, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason;
          reject(new Error('called off'));
        });
      }),
  };
  await walkLeg(
    running(),
    leg({ dns: saying('dns_lookup', [fail('dns.timeout', said('silent'))]), tls: slow }),
  );
  expect(reason).toBeInstanceOf(Error);
});

test('a warning does not stop the walk', async () => {
  const walked = await walkLeg(
    running(),
    leg({ tcp: saying('tcp_probe', [warn('tcp.one-family', said('IPv6'))]) }),
  );
  expect(walked.checks.map((check) => check.status)).toEqual(['pass', 'warn', 'pass', 'skipped']);
});

test('an interrupted walk keeps what is known and calls the rest unknown', async () => {
  const person = new AbortController();
  const context = contextWith(person.signal, (doing) => {
    if (doing === 'TLS') person.abort(new Interrupted());
  });
  const walked = await walkLeg(context, leg({ tls: saying('tls_inspect', [], 60_000) }));
  expect(walked.interrupted).toBe(true);
  expect(walked.checks.map((check) => check.status)).toEqual(['pass', 'pass', 'unknown', 'skipped']);
});

test('a cancelled walk rejects with the reason', async () => {
  const client = new AbortController();
  const walk = walkLeg(contextWith(client.signal), leg({ dns: saying('dns_lookup', [], 60_000) }));
  client.abort(new Error('the client has gone'));
  await expect(walk).rejects.toThrow('the client has gone');
});
