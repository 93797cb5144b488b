import { mysqlGuess, postgresGuess } from './database-reply.ts';

/** The protocols that a first reply can be told from. */
export type PlaintextProtocol =
  | 'http'
  | 'http2'
  | 'ssh'
  | 'smtp'
  | 'ftp'
  | 'smtp-or-ftp'
  | 'imap'
  | 'pop3'
  | 'nntp'
  | 'mysql'
  | 'postgres'
  | 'redis'
  | 'memcached'
  | 'amqp'
  | 'xmpp'
  | 'nats'
  | 'rtsp'
  | 'vnc'
  | 'ldap'
  | 'telnet';

const HEAD = 512;

type Rule = readonly [PlaintextProtocol, RegExp];

// In order: the first that matches decides. Text is latin1, at most the first 512 octets.
const RULES: readonly Rule[] = [
  ['http', /^HTTP\/\d(?:\.\d)? \d{3}/],
  ['rtsp', /^RTSP\/1\.0 /],
  ['ssh', /^SSH-\d/],
  ['vnc', /^RFB \d{3}\.\d{3}\n/],
  ['amqp', /^AMQP[\0-\x03]/],
  ['nats', /^INFO \{/],
  ['imap', /^\* (?:OK|PREAUTH|BYE)\b/i],
  ['redis', /^-(?:ERR (?:unknown command|Protocol error|wrong number)|DENIED Redis|NOAUTH|MISCONF|LOADING)/],
  ['redis', /^\+PONG\r\n/],
  ['pop3', /^(?:\+OK\b|-ERR\b)/],
  ['memcached', /^(?:ERROR|CLIENT_ERROR [^\r]*)\r\n/],
  ['smtp', /^(?:220|421|5\d\d)[ -][^\r\n]*\bE?SMTP\b/i],
  ['ftp', /^(?:220|421|5\d\d)[ -][^\r\n]*(?:\bFTP\b|FTPd|FileZilla)/i],
  ['nntp', /^20[01] [^\r\n]*(?:NNTP|NNRP|InterNetNews)/i],
  ['smtp-or-ftp', /^(?:220|421|500|502|503|530|554)[ -]/],
  ['xmpp', /^(?:<\?xml[^>]*>\s*)?<stream:(?:stream|error)\b/],
  ['http', /^\s*(?:<!doctype html|<html)\b/i],
  ['telnet', /^\xff[\xfb-\xfe]/],
];

/**
 * Which protocol the first bytes of a reply belong to, when they are not TLS. Undefined when no rule fits: then nothing is
 * claimed. Never throws; looks at 512 octets at most.
 */
export function plaintextProtocol(bytes: Uint8Array): PlaintextProtocol | undefined {
  const head = bytes.subarray(0, HEAD);
  const text = Buffer.from(head).toString('latin1');
  const rule = RULES.find(([, pattern]) => pattern.test(text));
  if (rule) return rule[0];
  if (mysqlGuess(head)) return 'mysql';
  if (postgresGuess(head)) return 'postgres';
  if (isHttp2Settings(head)) return 'http2';
  return text.startsWith('0') && text.includes('1.3.6.1.4.1.1466.20036') ? 'ldap' : undefined;
}

/** A SETTINGS frame on stream 0 opens an HTTP/2 server's side (RFC 9113 section 3.4); GOAWAY may follow at once. */
function isHttp2Settings(head: Uint8Array): boolean {
  if (head.length < 9) return false;
  const [a, b, length = 1, type, flags, ...stream] = head.subarray(0, 9);
  return (
    a === 0 &&
    b === 0 &&
    length % 6 === 0 &&
    type === 4 &&
    flags === 0 &&
    stream.every((octet) => octet === 0)
  );
}
