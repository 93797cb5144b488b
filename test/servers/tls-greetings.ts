/** A MySQL greeting packet (protocol 10), with or without CLIENT_SSL among its capabilities. */
export function mysqlGreeting(tls: boolean): Buffer {
  const capabilities = 0xffff & (tls ? 0xffff : ~0x0800);
  const body = Buffer.concat([
    Buffer.from([10]),
    Buffer.from('8.0.36-test\0'),
    Buffer.from([7, 0, 0, 0]),
    Buffer.from('abcdefgh\0'),
    Buffer.from([capabilities & 255, capabilities >> 8, 33, 2, 0, 0xff, 0xc1, 21]),
    Buffer.alloc(10),
    Buffer.from('ijklmnopqrst\0caching_sha2_password\0'),
  ]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
}

/** The error packet with which MySQL turns a client away before any greeting. */
export function mysqlError(code: number, text: string): Buffer {
  const body = Buffer.concat([Buffer.from([0xff, code & 255, code >> 8]), Buffer.from(text)]);
  return Buffer.concat([Buffer.from([body.length, 0, 0, 0]), body]);
}
