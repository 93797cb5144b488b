import { describe, expect, test } from 'vitest';
import { plaintextProtocol } from '../../src/wire/plaintext/plaintext-reply.ts';
import { advance, opening, type StarttlsProtocol } from '../../src/wire/starttls/exchange.ts';
import type { Step } from '../../src/wire/starttls/step.ts';
import { mysqlError, mysqlGreeting } from '../servers/tls-greetings.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

/** Feeds a server's replies one after another; what the client sends in between is listed, then the last step. */
function play(
  protocol: StarttlsProtocol,
  replies: readonly (string | Buffer)[],
): { sent: string[]; last: Step } {
  const sent: string[] = [];
  let phase = 0;
  let last: Step = { want: 'more' };
  for (const reply of replies) {
    last = advance(protocol, phase, typeof reply === 'string' ? latin1(reply) : reply, 'host.lab');
    if (last.want !== 'send') break;
    ({ phase } = last);
    sent.push(Buffer.from(last.bytes).toString('latin1'));
  }
  return { sent, last };
}

describe('upgrades', () => {
  const LDAP_OK = Buffer.from('300c02010178070a010004000400', 'hex');
  const LDAP_UNKNOWN = Buffer.from('300c02010178070a010204000400', 'hex');
  const FEATURES =
    "<?xml version='1.0'?><stream:stream><stream:features><starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/></stream:features>";

  test.each<[StarttlsProtocol, (string | Buffer)[], string[]]>([
    [
      'smtp',
      ['220-mail\r\n220 ESMTP\r\n', '250-mail\r\n250-SIZE 1\r\n250 STARTTLS\r\n', '220 go\r\n'],
      ['EHLO layerwalk.invalid\r\n', 'STARTTLS\r\n'],
    ],
    ['imap', ['* OK [CAPABILITY IMAP4rev1 STARTTLS] ready\r\n', 'a1 OK begin\r\n'], ['a1 STARTTLS\r\n']],
    ['pop3', ['+OK ready\r\n', '+OK begin\r\n'], ['STLS\r\n']],
    ['ftp', ['220 FTP ready\r\n', '234 AUTH TLS ok\r\n'], ['AUTH TLS\r\n']],
    ['ldap', [LDAP_OK], []],
    [
      'xmpp',
      [FEATURES, "<proceed xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
      ["<starttls xmlns='urn:ietf:params:xml:ns:xmpp-tls'/>"],
    ],
    ['postgres', ['S'], []],
    ['mysql', [mysqlGreeting(true)], []],
  ])('%s is led to TLS', (protocol, replies, sent) => {
    const played = play(protocol, replies);
    expect(played.last.want).toBe('tls');
    expect(played.sent).toEqual(sent);
  });

  test.each<[StarttlsProtocol, (string | Buffer)[], string]>([
    ['smtp', ['220 mail ESMTP\r\n', '250-mail\r\n250 SIZE 1\r\n'], 'not-offered'],
    ['smtp', ['220 mail ESMTP\r\n', '250-mail\r\n250 STARTTLS\r\n', '454 TLS not available\r\n'], 'refused'],
    ['smtp', ['554 no service\r\n'], 'server-error'],
    ['smtp', ['SSH-2.0-OpenSSH_9.2\r\n'], 'other-protocol'],
    ['smtp', [latin1('\x15\x03\x01\0\x02\x02\x46')], 'other-protocol'],
    ['imap', ['* OK ready\r\n', 'a1 BAD unknown command\r\n'], 'not-offered'],
    ['imap', ['* OK ready\r\n', 'a1 NO not now\r\n'], 'refused'],
    ['imap', ['* BYE overloaded\r\n'], 'server-error'],
    ['pop3', ['+OK ready\r\n', '-ERR unknown command\r\n'], 'not-offered'],
    ['ftp', ['220 ready\r\n', '502 not implemented\r\n'], 'not-offered'],
    ['ftp', ['220 ready\r\n', '534 not now\r\n'], 'refused'],
    ['ldap', [LDAP_UNKNOWN], 'not-offered'],
    ['ldap', ['HTTP/1.1 400 Bad Request\r\n'], 'other-protocol'],
    ['xmpp', ['<stream:stream><stream:features></stream:features>'], 'not-offered'],
    ['xmpp', ['<stream:stream><stream:error><host-unknown/></stream:error>'], 'server-error'],
    ['postgres', ['N'], 'not-offered'],
    ['postgres', ['EFATAL: unsupported\0'], 'server-error'],
    ['postgres', ['HTTP/1.1 400'], 'other-protocol'],
    ['mysql', [mysqlGreeting(false)], 'not-offered'],
    ['mysql', [mysqlError(1129, 'Host is blocked')], 'server-error'],
    [
      'mysql',
      ['220 mail ESMTP Postfix (Debian/GNU) at your service, please tell me who you are\r\n'],
      'other-protocol',
    ],
  ])('%s that ends %#: %s', (protocol, replies, why) => {
    expect(play(protocol, replies).last).toMatchObject({ want: 'stop', why });
  });

  test.each<[StarttlsProtocol, Buffer]>([
    ['smtp', latin1('220-mail\r\n220 ES')],
    ['imap', latin1('* O')],
    ['pop3', latin1('+OK rea')],
    ['ftp', latin1('220')],
    ['ldap', LDAP_OK.subarray(0, 7)],
    ['xmpp', latin1('<stream:stream>')],
    ['postgres', latin1('')],
    ['mysql', mysqlGreeting(true).subarray(0, 20)],
  ])('%s waits for a reply that is cut', (protocol, part) => {
    expect(advance(protocol, 0, part, 'host.lab')).toEqual({ want: 'more' });
  });

  test('who speaks first sends what its RFC says', () => {
    expect(Buffer.from(opening('postgres', '') ?? '').toString('hex')).toBe('0000000804d2162f');
    expect(Buffer.from(opening('ldap', '') ?? '').toString('latin1')).toContain('1.3.6.1.4.1.1466.20037');
    expect(Buffer.from(opening('xmpp', "a'b.lab") ?? '').toString('latin1')).toContain("to='ab.lab'");
    expect(opening('smtp', 'host.lab')).toBeUndefined();
  });

  test('the MySQL request is 32 octets with CLIENT_SSL', () => {
    const step = advance('mysql', 0, mysqlGreeting(true), '');
    const bytes = step.want === 'tls' ? Buffer.from(step.bytes ?? []) : Buffer.alloc(0);
    expect([bytes.length, bytes.readUIntLE(0, 3), bytes[3], bytes.readUInt32LE(4) & 0x800]).toEqual([
      36, 32, 1, 0x800,
    ]);
  });
});

describe('what a reply looks like', () => {
  test.each<[string, string | Buffer]>([
    ['http', 'HTTP/1.1 400 Bad Request\r\n'],
    ['http', '<html><head>'],
    ['http2', latin1('\0\0\x06\x04\0\0\0\0\0\0\x03\0\0\0\x64')],
    ['ssh', 'SSH-2.0-OpenSSH_9.2p1\r\n'],
    ['smtp', '220 mail.lab ESMTP Postfix\r\n'],
    ['ftp', '220 (vsFTPd 3.0.3)\r\n'],
    ['smtp-or-ftp', '220 hello\r\n'],
    ['imap', '* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n'],
    ['pop3', '+OK Dovecot ready.\r\n'],
    ['redis', "-ERR unknown command '', with args beginning with: \r\n"],
    ['redis', '-DENIED Redis is running in protected mode\r\n'],
    ['mysql', mysqlGreeting(true)],
    ['mysql', mysqlError(1130, "Host '10.0.0.1' is not allowed to connect")],
    ['postgres', latin1('E\0\0\0\x90SFATAL\0VFATAL\0C08P01\0')],
    ['amqp', latin1('AMQP\0\0\x09\x01')],
    ['xmpp', "<?xml version='1.0'?><stream:stream id='1'>"],
    ['vnc', 'RFB 003.008\n'],
    ['nats', 'INFO {"server_id":"x"}\r\n'],
    ['memcached', 'ERROR\r\n'],
    ['telnet', latin1('\xff\xfd\x18\xff\xfd\x20')],
  ])('%s', (protocol, reply) => {
    expect(plaintextProtocol(typeof reply === 'string' ? latin1(reply) : reply)).toBe(protocol);
  });

  test.each(['', 'x', 'ZZZZZZZZ', '22', '* hello', 'HTTP', '-1 down', '\0\0\0\0'])(
    '%j is nobody',
    (reply) => {
      expect(plaintextProtocol(latin1(reply))).toBeUndefined();
    },
  );
});
