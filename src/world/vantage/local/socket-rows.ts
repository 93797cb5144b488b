import { createReadStream } from 'node:fs';
import { endianness } from 'node:os';
import { join } from 'node:path';
import { parseSocketRow, type SocketRow } from './socket-row.ts';

const LITTLE_ENDIAN = endianness() === 'LE';
const LONGEST_LINE = 1024;

/**
 * The kernel's rows of tcp and tcp6 in a /proc net directory that speak of a port, one by one: such a file can have
 * hundreds of thousands. Each costs a walk through the kernel's whole table, so ask for one `files` where one will do. A file that is not there has none; throws when neither is, or the signal's reason.
 */
export async function* socketRows(
  proc: string,
  port: number,
  signal: AbortSignal,
  files: readonly ('tcp' | 'tcp6')[] = ['tcp', 'tcp6'],
): AsyncGenerator<SocketRow> {
  // Both ends of a row are written as :PORT in four hexadecimal digits.
  const mark = `:${port.toString(16).toUpperCase().padStart(4, '0')} `;
  let missing: unknown;
  let read = 0;
  for (const file of files) {
    try {
      for await (const line of lines(join(proc, file), signal)) {
        const row = line.includes(mark) ? parseSocketRow(line, LITTLE_ENDIAN) : undefined;
        if (row && (row.local.port === port || row.remote.port === port)) yield row;
      }
      read++;
    } catch (error) {
      signal.throwIfAborted();
      missing = error;
    }
  }
  if (read === 0) throw missing;
}

async function* lines(file: string, signal: AbortSignal): AsyncGenerator<string> {
  let rest = '';
  // A stream that is made with a signal that has aborted already leaves its file open (Node 24).
  signal.throwIfAborted();
  for await (const chunk of createReadStream(file, { encoding: 'latin1', signal })) {
    const parts = (rest + String(chunk)).split('\n');
    rest = (parts.pop() ?? '').slice(0, LONGEST_LINE);
    yield* parts;
  }
  yield rest;
}
