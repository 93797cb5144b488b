import { ByteReader } from '../../src/wire/tls/byte-reader.ts';
import { EXTENSION, readExtensions } from '../../src/wire/tls/extension.ts';

/** What a server reads in a ClientHello before it answers in its own way. */
export interface SeenHello {
  /** The highest version offered. */
  version: number;
  servername: string | undefined;
  suites: number[];
  size: number;
}

/** Reads a complete ClientHello record; undefined while it is not complete. */
export function readHello(bytes: Buffer): SeenHello | undefined {
  if (bytes.length < 5 || bytes.length < 5 + bytes.readUInt16BE(3)) return undefined;
  const body = new ByteReader(bytes.subarray(9, 5 + bytes.readUInt16BE(3)));
  const legacy = body.uint(2);
  body.take(32);
  body.vector(1);
  const list = body.inner(2);
  const suites: number[] = [];
  while (list.left > 0) suites.push(list.uint(2));
  body.vector(1);
  const extensions = readExtensions(body);
  const name = extensions.get(EXTENSION.serverName);
  const versions = extensions.get(EXTENSION.supportedVersions);
  return {
    version: versions ? Math.max(...pairs(versions.subarray(1))) : legacy,
    servername: name && Buffer.from(name.subarray(5)).toString('latin1'),
    suites,
    size: bytes.length,
  };
}

const pairs = (bytes: Uint8Array): number[] =>
  Array.from(
    { length: bytes.length / 2 },
    (_, index) => (bytes[index * 2] ?? 0) * 256 + (bytes[index * 2 + 1] ?? 0),
  );

/** A fatal alert record. */
export const alertRecord = (code: number): Buffer => Buffer.from([21, 3, 1, 0, 2, 2, code]);

/** A ServerHello record that picks a version up to TLS 1.2 and a suite, and nothing after it. */
export function serverHelloRecord(version: number, suite: number): Buffer {
  const body = Buffer.concat([
    Buffer.from([version >> 8, version & 255]),
    Buffer.alloc(32, 1),
    Buffer.from([0, suite >> 8, suite & 255, 0]),
  ]);
  const message = Buffer.concat([Buffer.from([2, 0, 0, body.length]), body]);
  return Buffer.concat([Buffer.from([22, version >> 8, version & 255, 0, message.length]), message]);
}
