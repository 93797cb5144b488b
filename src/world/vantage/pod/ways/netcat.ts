import { errnoOfText } from '../errno-of-text.ts';
import { ownWord } from './own-words.ts';
import { type Destination, seconds, type Vector, type Way, type Word } from './way.ts';

export type NetcatKind = 'openbsd' | 'traditional' | 'ncat';

// Says when it begins, so that the time of the program's start is not taken for the network's.
const ANNOUNCED = `printf 'layerwalk: began\\n' >&2; exec "$@"`;

/**
 * The way of a netcat. None says in every case how a connection ended, or that it did. Where the container has a shell, it says when the
 * program begins.
 */
export const netcat = (kind: NetcatKind, program: 'nc' | 'ncat', hasShell: boolean): Way => {
  const vector = (options: readonly string[], { address, port }: Destination): Vector => {
    const argv = [program, '-n', ...options, address, String(port)];
    return {
      argv: hasShell ? ['sh', '-c', ANNOUNCED, 'layerwalk', ...argv] : argv,
      ...(!hasShell && { silentStart: true }),
      read: netcatReader(kind),
    };
  };
  // Without an end of its own after our end of input, the BSD and the traditional one would wait for the peer.
  const leaving = kind === 'ncat' ? [] : ['-q', '0'];
  return {
    name: kind === 'ncat' ? 'ncat' : `nc (${kind})`,
    tellsEnds: false,
    ...(kind === 'traditional' && { ipv4Only: true }),
    stream: (to) => vector(['-v', '-w', seconds(to), ...leaving], to),
    // With -v some send datagrams of their own.
    datagrams: (to) => vector(['-u', ...leaving], to),
  };
};

const OPEN: Readonly<Record<NetcatKind, RegExp>> = {
  openbsd: /^Connection to \S+ \d+ port \[.*\] succeeded!$/,
  traditional: /^\(UNKNOWN\) \[[^\]]+\] \d+ \(.*\) open$/,
  ncat: /^Ncat: Connected to .+:\d+\.$/,
};
const FAILED: Readonly<Record<NetcatKind, RegExp>> = {
  openbsd: /^nc[a-z.]*: connect to \S+ port \d+ \([a-z]+\) failed: (.+)$/,
  traditional: /^\(UNKNOWN\) \[[^\]]+\] \d+ \(.*\) : (.+)$/,
  ncat: /^Ncat: ([A-Z][A-Za-z ]+)\.$/,
};
const TIMEOUT: Readonly<Record<NetcatKind, RegExp>> = {
  openbsd: /^nc[a-z.]*: connect to \S+ port \d+ \([a-z]+\) timed out/,
  traditional: /: (?:Connection|Operation) timed out$/,
  ncat: /^Ncat: (?:TIMEOUT|(?:Connection|Operation) timed out)\.$/,
};

/** Reads what a netcat says with -v. */
export function netcatReader(kind: NetcatKind): (line: string) => Word | undefined {
  let open = false;
  return (line) => {
    if (OPEN[kind].test(line)) {
      open = true;
      return { is: 'open' };
    }
    if (!open && TIMEOUT[kind].test(line)) return { is: 'timeout' };
    const text = FAILED[kind].exec(line)?.[1];
    const errno = text === undefined ? undefined : errnoOfText(text);
    if (errno === undefined) return ownWord(line);
    return open ? { is: 'end', errno } : { is: 'failed', errno };
  };
}
