import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import {
  bits,
  bool,
  der,
  explicit,
  integer,
  octets,
  oid,
  sequence,
  set,
  time,
  utf8,
} from './tls-der-writer.ts';

const DAY = 86_400_000;

export interface KeyPair {
  publicKey: KeyObject;
  privateKey: KeyObject;
}

/** A certificate with its key, and who signed it (itself when absent). */
export interface Issued {
  name: string;
  cert: string;
  der: Buffer;
  key: string;
  keys: KeyPair;
  serial: number;
}

export interface CertificateWish {
  /** Common name. */
  name: string;
  organization?: string;
  issuer?: Issued;
  /** DNS names and addresses of subjectAltName. */
  san?: readonly string[];
  ca?: boolean;
  pathLength?: number;
  /** Days from now. */
  from?: number;
  to?: number;
  keys?: KeyPair;
  hash?: 'sha256' | 'sha1' | 'md5';
  caIssuers?: string;
  /** Timestamps of public logs, empty ones. */
  logged?: boolean;
  mustStaple?: boolean;
  /** OIDs of extendedKeyUsage. */
  usage?: readonly string[];
  permittedDns?: string;
  unknownCritical?: boolean;
}

export const ecKeys = (): KeyPair => generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
export const rsaKeys = (modulusLength: number): KeyPair => generateKeyPairSync('rsa', { modulusLength });

let serials = 1000;

/** Makes and signs a certificate with the wished, also wrong, properties. */
export function certificate(wish: CertificateWish): Issued {
  const keys = wish.keys ?? ecKeys();
  const signer = wish.issuer?.keys ?? keys;
  const serial = (serials += 1);
  const algorithm = signatureAlgorithm(signer, wish.hash ?? 'sha256');
  const tbs = sequence(
    explicit(0, integer(2)),
    integer(serial),
    algorithm,
    distinguishedName(wish.issuer?.name ?? wish.name),
    sequence(time(fromNow(wish.from ?? -1)), time(fromNow(wish.to ?? 365))),
    distinguishedName(wish.name, wish.organization),
    keys.publicKey.export({ type: 'spki', format: 'der' }),
    explicit(3, sequence(...extensions(wish))),
  );
  const signed = sequence(tbs, algorithm, bits(sign(wish.hash ?? 'sha256', tbs, signer.privateKey)));
  const base64 = signed.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    name: wish.name,
    cert: ['-----BEGIN CERTIFICATE-----', ...base64, '-----END CERTIFICATE-----', ''].join('\n'),
    der: signed,
    key: keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    keys,
    serial,
  };
}

export const distinguishedName = (name: string, organization = 'Layerwalk Test'): Buffer =>
  sequence(set(sequence(oid('2.5.4.10'), utf8(organization))), set(sequence(oid('2.5.4.3'), utf8(name))));

export function signatureAlgorithm({ privateKey }: KeyPair, hash: 'sha256' | 'sha1' | 'md5'): Buffer {
  if (privateKey.asymmetricKeyType === 'ec') {
    return sequence(oid(hash === 'sha256' ? '1.2.840.10045.4.3.2' : '1.2.840.10045.4.1'));
  }
  const rsa = { sha256: '1.2.840.113549.1.1.11', sha1: '1.2.840.113549.1.1.5', md5: '1.2.840.113549.1.1.4' };
  return sequence(oid(rsa[hash]), der(0x05));
}

function extensions(wish: CertificateWish): Buffer[] {
  const list: Buffer[] = [];
  const add = (type: string, critical: boolean, value: Buffer): void => {
    list.push(sequence(oid(type), ...(critical ? [bool(true)] : []), octets(value)));
  };
  if (wish.ca) {
    const length = wish.pathLength === undefined ? [] : [integer(wish.pathLength)];
    add('2.5.29.19', true, sequence(bool(true), ...length));
    add('2.5.29.15', true, der(0x03, Buffer.from([1, 0x06])));
  }
  if (wish.san) add('2.5.29.17', false, sequence(...wish.san.map(generalName)));
  if (wish.usage) add('2.5.29.37', false, sequence(...wish.usage.map(oid)));
  if (wish.caIssuers) {
    add(
      '1.3.6.1.5.5.7.1.1',
      false,
      sequence(sequence(oid('1.3.6.1.5.5.7.48.2'), der(0x86, Buffer.from(wish.caIssuers)))),
    );
  }
  if (wish.logged) add('1.3.6.1.4.1.11129.2.4.2', false, octets(Buffer.from([0, 0])));
  if (wish.mustStaple) add('1.3.6.1.5.5.7.1.24', false, sequence(integer(5)));
  if (wish.permittedDns)
    add('2.5.29.30', true, sequence(explicit(0, sequence(der(0x82, Buffer.from(wish.permittedDns))))));
  if (wish.unknownCritical) add('1.3.6.1.4.1.99999.1', true, sequence());
  return list;
}

function generalName(name: string): Buffer {
  if (isIPv4(name)) return der(0x87, Buffer.from(name.split('.').map(Number)));
  if (name === '::1') return der(0x87, Buffer.from([...Array<number>(15).fill(0), 1]));
  return der(0x82, Buffer.from(name));
}

const fromNow = (days: number): Date => new Date(Date.now() + days * DAY);
