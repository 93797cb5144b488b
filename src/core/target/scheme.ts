/**
 * What a URL scheme says of its client: its default port, and whether it speaks TLS from the first byte, plain text, or
 * plain text that is upgraded (`starttls`), and the application protocol on top.
 */
export interface Scheme {
  readonly port: number | null;
  readonly speaks: 'tls' | 'plain' | 'starttls';
  readonly protocol: string;
}

const plain = (protocol: string, port: number | null): Scheme => ({ port, speaks: 'plain', protocol });
const tls = (protocol: string, port: number | null): Scheme => ({ port, speaks: 'tls', protocol });
const upgraded = (protocol: string, port: number): Scheme => ({ port, speaks: 'starttls', protocol });

/** The schemes that people paste. Ports: the IANA registry, or the default of the protocol's own clients. */
export const SCHEMES: Readonly<Record<string, Scheme>> = {
  http: plain('http', 80),
  https: tls('http', 443),
  ws: plain('http', 80),
  wss: tls('http', 443),
  grpc: plain('grpc', null),
  grpcs: tls('grpc', null),
  tcp: plain('tcp', null),
  tls: tls('tcp', null),
  redis: plain('redis', 6379),
  rediss: tls('redis', 6379),
  postgres: upgraded('postgres', 5432),
  postgresql: upgraded('postgres', 5432),
  mysql: upgraded('mysql', 3306),
  mariadb: upgraded('mysql', 3306),
  amqp: plain('amqp', 5672),
  amqps: tls('amqp', 5671),
  mongodb: plain('mongodb', 27017),
  ldap: plain('ldap', 389),
  ldaps: tls('ldap', 636),
  smtp: upgraded('smtp', 25),
  submission: upgraded('smtp', 587),
  smtps: tls('smtp', 465),
  imap: upgraded('imap', 143),
  imaps: tls('imap', 993),
  pop3: upgraded('pop3', 110),
  pop3s: tls('pop3', 995),
  ftp: upgraded('ftp', 21),
  ftps: tls('ftp', 990),
  xmpp: upgraded('xmpp', 5222),
  xmpps: tls('xmpp', 5223),
  mqtt: plain('mqtt', 1883),
  mqtts: tls('mqtt', 8883),
  nats: plain('nats', 4222),
  kafka: plain('kafka', 9092),
  memcached: plain('memcached', 11211),
  ssh: plain('ssh', 22),
  sftp: plain('ssh', 22),
  etcd: tls('grpc', 2379),
};

const BY_PORT: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  25: 'smtp',
  80: 'http',
  110: 'pop3',
  143: 'imap',
  389: 'ldap',
  443: 'https',
  465: 'smtps',
  587: 'submission',
  636: 'ldaps',
  853: 'tls',
  990: 'ftps',
  993: 'imaps',
  995: 'pop3s',
  3306: 'mysql',
  5222: 'xmpp',
  5223: 'xmpps',
  5432: 'postgres',
  5671: 'amqps',
  5672: 'amqp',
  6379: 'redis',
  6443: 'https',
  8080: 'http',
  8443: 'https',
  8883: 'mqtts',
  9092: 'kafka',
  11211: 'memcached',
  27017: 'mongodb',
};

/** The scheme that a bare port suggests. It is a guess, and the report says so. */
export function schemeOfPort(port: number): { name: string; scheme: Scheme } | undefined {
  const name = BY_PORT[port];
  const scheme = name === undefined ? undefined : SCHEMES[name];
  return name !== undefined && scheme ? { name, scheme } : undefined;
}
