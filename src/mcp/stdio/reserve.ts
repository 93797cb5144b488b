import { Writable } from 'node:stream';

/**
 * Keeps stdout for the protocol: returns the only stream that still writes there, and sends what anything else writes
 * to it (`console.log`, a stray print of a dependency) to stderr.
 */
export function reserveStdout(): Writable {
  const { stdout, stderr } = process;
  const write = stdout.write.bind(stdout);
  const protocol = new Writable({
    decodeStrings: false,
    write: (text: string, encoding, done) => void write(text, encoding, done),
  });
  stdout.write = stderr.write.bind(stderr);
  stdout.on('error', (error) => protocol.destroy(error));
  // A client may close our stderr and go on; logging is not worth a crash.
  stderr.on('error', () => undefined);
  return protocol;
}
