import { describe, expect, test } from 'vitest';
import type { StarttlsProtocol, TlsTap } from '../../src/core/world/tls.ts';
import { tls } from '../../src/world/vantage/local/tls.ts';
import { setting } from '../servers/setting.ts';
import { certificate } from '../servers/tls-certificate.ts';
import { mysqlError, mysqlGreeting } from '../servers/tls-greetings.ts';
import { tcpServer, tlsServer, type UpgradeAnswer, upgradeServer } from '../servers/tls-server.ts';

const leaf = certificate({ name: 'good.lab', san: ['good.lab'] });
const served = { cert: leaf.cert, key: leaf.key };

const tap = (port: number, starttls: StarttlsProtocol, timeoutMs = 3000): Promise<TlsTap> =>
  tls(setting())(
    { address: '127.0.0.1', port, servername: 'good.lab', host: 'good.lab', starttls, timeoutMs },
    new AbortController().signal,
  );

const LDAP_OK = '\x30\x0c\x02\x01\x01\x78\x07\x0a\x01\x00\x04\x00\x04\x00';

/** How each protocol's server greets and answers, up to TLS. */
const SERVERS: Record<
  StarttlsProtocol,
  [greeting: Buffer | undefined, answer: (received: string) => UpgradeAnswer]
> = {
  smtp: [
    Buffer.from('220 mail.lab ESMTP\r\n'),
    (text) =>
      text.startsWith('EHLO')
        ? { reply: '250-mail.lab\r\n250 STARTTLS\r\n' }
        : { reply: '220 go\r\n', tls: true },
  ],
  imap: [Buffer.from('* OK ready\r\n'), () => ({ reply: 'a1 OK begin\r\n', tls: true })],
  pop3: [Buffer.from('+OK ready\r\n'), () => ({ reply: '+OK begin\r\n', tls: true })],
  ftp: [Buffer.from('220 FTP\r\n'), () => ({ reply: '234 go\r\n', tls: true })],
  ldap: [undefined, () => ({ reply: LDAP_OK, tls: true })],
  xmpp: [
    undefined,
    (text) =>
      text.includes('<starttls')
        ? { reply: "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>", tls: true }
        : { reply: "<?xml version='1.0'?><stream:stream><stream:features><starttls/></stream:features>" },
  ],
  postgres: [undefined, () => ({ reply: 'S', tls: true })],
  // The client does not wait: its hello may come with the request of 36 octets.
  mysql: [mysqlGreeting(true), () => ({ tls: true, after: 36 })],
};

describe('an upgrade', () => {
  test.each(Object.keys(SERVERS) as StarttlsProtocol[])(
    'of %s leads to a handshake on the same connection',
    async (protocol) => {
      const [greeting, answer] = SERVERS[protocol];
      await using server = await upgradeServer(served, greeting, answer);
      const seen = await tap(server.port, protocol);
      expect(seen).toMatchObject({
        outcome: 'handshake',
        version: 'TLSv1.3',
        upgrade: { protocol, outcome: 'upgraded' },
        connections: 1,
      });
      expect(seen.chain.map(({ dnsNames }) => dnsNames)).toEqual([['good.lab']]);
      expect(server.connections).toBe(1);
    },
  );

  test('in which the server speaks before TLS is marked', async () => {
    await using server = await tcpServer((socket) => {
      socket.write('+OK ready\r\n');
      socket.once('data', () => socket.end('+OK begin\r\n+OK injected\r\n'));
    });
    expect((await tap(server.port, 'pop3')).upgrade).toEqual({
      protocol: 'pop3',
      outcome: 'upgraded',
      earlyBytes: true,
    });
  });

  test('that is not offered keeps the reply', async () => {
    await using server = await upgradeServer(served, undefined, () => ({ reply: 'N' }));
    expect(await tap(server.port, 'postgres')).toMatchObject({
      outcome: 'upgrade-failed',
      phase: 'upgrade',
      chain: [],
      upgrade: { outcome: 'not-offered', reply: 'N' },
    });
  });

  test('that MySQL turns away keeps its words', async () => {
    await using server = await tcpServer((socket) =>
      socket.end(mysqlError(1129, "Host '10.0.0.1' is blocked")),
    );
    const { upgrade } = await tap(server.port, 'mysql');
    expect(upgrade?.outcome).toBe('server-error');
    expect(upgrade?.reply).toContain("Host '10.0.0.1' is blocked");
  });

  test('never answered, ended, reset, endless, or met by TLS', async () => {
    await using silent = await tcpServer((socket) => void socket.resume());
    expect((await tap(silent.port, 'smtp', 200)).upgrade).toEqual({ protocol: 'smtp', outcome: 'silent' });
    await using ends = await tcpServer((socket) => socket.end());
    expect((await tap(ends.port, 'smtp')).upgrade?.outcome).toBe('closed');
    await using resets = await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect((await tap(resets.port, 'postgres')).upgrade?.outcome).toBe('reset');
    await using endless = await tcpServer((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write('220-again\r\n'.repeat(1000)));
      };
      socket.on('drain', more);
      more();
    });
    expect((await tap(endless.port, 'smtp')).upgrade?.outcome).toBe('oversize');
    await using direct = await tlsServer(served);
    expect((await tap(direct.port, 'postgres')).upgrade?.outcome).toBe('closed');
  });
});
