import { afterEach, describe, expect, test } from 'vitest';
import { BadInput } from '../../src/core/bad-input.ts';
import type { DnsQuery } from '../../src/core/world/dns.ts';
import { resolve } from '../../src/world/vantage/local/resolve.ts';
import { dnsServer, type Handler } from '../servers/dns-server.ts';
import { records, zone } from '../servers/dns-zone.ts';
import { setting } from '../servers/setting.ts';

const opened: AsyncDisposable[] = [];
afterEach(async () => {
  for (const server of opened.splice(0)) await server[Symbol.asyncDispose]();
});

const serve = async (handler: Handler) => {
  const server = await dnsServer(handler);
  opened.push(server);
  return server;
};
const never = new AbortController().signal;
const ask = (server: string, more: Partial<DnsQuery> = {}) =>
  resolve(setting())(
    { server, name: 'www.example.com', type: 'A', transport: 'auto', timeoutMs: 400, ...more },
    never,
  );

const ZONE = `
  example.com.      300 SOA   ns.example.com. admin.example.com. 7 3600 600 86400 60
  www.example.com.  300 CNAME web.example.com.
  web.example.com.   30 A     192.0.2.1
  big.example.com.   30 TXT   "${'x'.repeat(250)}" "${'y'.repeat(250)}" "${'z'.repeat(250)}"
`;

describe('one question to one server', () => {
  test('an answer: flags, chain, ttl, EDNS, NSID and EDE', async () => {
    const server = await serve(() => ({
      flags: { ra: true, ad: true },
      answer: records('www.example.com. 300 CNAME web.example.com.\nweb.example.com. 30 A 192.0.2.1'),
      edns: {
        udpSize: 1400,
        options: [
          { code: 3, data: Buffer.from('fra-2') },
          { code: 15, data: Buffer.from([0, 3, ...Buffer.from('old')]) },
        ],
      },
    }));
    const { attempts, ...question } = await ask(server.text, { nsid: true, checkingDisabled: true });
    expect(question).toEqual({ server: server.text, name: 'www.example.com', type: 'A' });
    expect(attempts).toMatchObject([
      {
        transport: 'udp',
        outcome: 'answer',
        tries: 1,
        message: {
          rcode: 'NOERROR',
          flags: { aa: false, tc: false, rd: true, ra: true, ad: true, cd: true },
          answers: [
            { name: 'www.example.com.', type: 'CNAME', ttl: 300, data: 'web.example.com.' },
            { name: 'web.example.com.', type: 'A', ttl: 30, data: '192.0.2.1' },
          ],
          edns: { udpPayload: 1400, nsid: 'fra-2', ede: [{ code: 3, text: 'old' }] },
        },
      },
    ]);
    const [query] = server.received;
    expect(query?.message).toMatchObject({
      flags: { rd: true, cd: true },
      edns: { udpSize: 1232, options: [{ code: 3 }] },
    });
  });

  test('udpPayload 0 sends no OPT record', async () => {
    const server = await serve(zone(ZONE));
    await ask(server.text, { udpPayload: 0, recursionDesired: false });
    expect(server.received[0]?.message.edns).toBeUndefined();
    expect(server.received[0]?.message.flags.rd).toBe(false);
  });

  test('a truncated answer is asked for again over TCP', async () => {
    const handler = zone(ZONE);
    const server = await serve((query) => (query.via === 'udp' ? { flags: { tc: true } } : handler(query)));
    const { attempts } = await ask(server.text, { name: 'big.example.com', type: 'TXT' });
    expect(attempts.map(({ transport, outcome }) => `${transport} ${outcome}`)).toEqual([
      'udp answer',
      'tcp answer',
    ]);
    expect(attempts[1]?.message?.answers[0]?.data).toContain('"xxx');
  });

  test('a closed port is refused over both transports, at once', async () => {
    const server = await dnsServer(() => []);
    await server[Symbol.asyncDispose]();
    for (const transport of ['udp', 'tcp'] as const) {
      const { attempts } = await ask(server.text, { transport, timeoutMs: 5000 });
      expect(attempts).toMatchObject([{ transport, outcome: 'refused', errno: 'ECONNREFUSED' }]);
    }
  });

  test('silence: as many tries as asked for, then timeout', async () => {
    const server = await serve(() => []);
    const { attempts } = await ask(server.text, { tries: 3, timeoutMs: 150 });
    expect(attempts).toMatchObject([{ outcome: 'timeout', tries: 3 }]);
    expect(server.received).toHaveLength(3);
  });

  test('a wrong id, a wrong question and a query are passed over for the right answer', async () => {
    const right = { answer: records('www.example.com. 1 A 192.0.2.9') };
    const server = await serve(({ message }) => [
      { ...right, id: (message.id + 1) & 0xffff, answer: records('www.example.com. 1 A 203.0.113.1') },
      {
        question: [{ name: 'other.example.', type: 'A', class: 'IN' }],
        answer: records('other.example. 1 A 203.0.113.2'),
      },
      { flags: { qr: false } },
      right,
    ]);
    const { attempts } = await ask(server.text);
    expect(attempts[0]?.message?.answers.map(({ data }) => data)).toEqual(['192.0.2.9']);
  });

  test('only wrong ids: malformed at the deadline, saying so', async () => {
    const server = await serve(({ message }) => ({ id: (message.id + 1) & 0xffff }));
    const { attempts } = await ask(server.text, { timeoutMs: 150 });
    expect(attempts).toMatchObject([
      { outcome: 'malformed', detail: 'only replies to something else: another id' },
    ]);
  });

  test('garbage with the right id: malformed, saying where', async () => {
    const server = await serve(({ message }) => {
      const octets = Buffer.alloc(40, 0xff);
      octets.writeUInt16BE(message.id);
      return octets;
    });
    const { attempts } = await ask(server.text);
    expect(attempts[0]).toMatchObject({ outcome: 'malformed' });
    expect(attempts[0]?.detail).toMatch(/at octet \d+$/);
  });

  test('over TCP: closed without an answer, and reset', async () => {
    const close = await serve(() => 'close');
    expect((await ask(close.text, { transport: 'tcp' })).attempts).toMatchObject([
      { outcome: 'closed', detail: '0 of unknown octets came' },
    ]);
    const reset = await serve(() => 'reset');
    expect((await ask(reset.text, { transport: 'tcp' })).attempts).toMatchObject([
      { outcome: 'closed', errno: 'ECONNRESET' },
    ]);
  });

  test('a server that sends octets without end over TCP: one message is read, the rest is not kept', async () => {
    const server = await serve(() => Array.from({ length: 400 }, () => new Uint8Array(60_000).fill(1)));
    const { attempts } = await ask(server.text, { transport: 'tcp', timeoutMs: 3000 });
    expect(attempts).toMatchObject([{ transport: 'tcp', outcome: 'malformed', detail: 'another id' }]);
  });

  test('an abort rejects with its reason', async () => {
    const server = await serve(() => []);
    const stop = new AbortController();
    const asked = resolve(setting())(
      { server: server.text, name: 'a', type: 'A', transport: 'udp', timeoutMs: 60_000 },
      stop.signal,
    );
    const reason = new Error('called off');
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
  });

  test.each([
    ['a name as server', { server: 'ns.example.com' }],
    ['a port of 0', { server: '127.0.0.1:0' }],
    ['a label too long', { server: '127.0.0.1', name: 'a'.repeat(64) }],
    ['a type that is none', { server: '127.0.0.1', type: 'NOPE' }],
  ])('%s is bad input', async (_what, more) => {
    await expect(ask(more.server, more)).rejects.toThrow(BadInput);
  });
});

describe('the address policy', () => {
  test.each(['169.254.169.254', '[fd00:ec2::254]:53', '::ffff:169.254.20.10', '224.0.0.251'])(
    '%s is not asked',
    async (server) => {
      const { attempts } = await ask(server);
      expect(attempts).toMatchObject([{ outcome: 'not-allowed', tries: 0 }]);
      expect(attempts[0]?.detail).toMatch(/refused by default/);
    },
  );

  test('a link-local name server that is configured here is asked, on the DNS port only', async () => {
    using here = setting({ resolvConf: 'nameserver 169.254.20.10\n' });
    const outcome = async (server: string) => {
      const query = { server, name: 'a', type: 'A', transport: 'udp', timeoutMs: 50 } as const;
      return (await resolve(here)(query, never)).attempts[0]?.outcome;
    };
    expect(await outcome('169.254.20.10')).not.toBe('not-allowed');
    expect(await outcome('169.254.20.10:80')).toBe('not-allowed');
    expect(await outcome('169.254.20.11')).toBe('not-allowed');
  });
});
