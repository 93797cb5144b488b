import { errnoOfText } from '../errno-of-text.ts';
import { ownWord } from './own-words.ts';
import { type Destination, seconds, type Vector, type Way, type Word } from './way.ts';

// Old builds have no -v. With -e all of them run a program once they are connected, with the connection as its input and output:
// it says so, and carries the bytes to and from what is kept as 3 and 4. dd tells a reset, which cat takes for an end.
// Whichever ends first takes the other along, so that nothing is left in the pod.
const CONNECTED = `
trap : CHLD
exec 5<&0
printf 'layerwalk: open\\n' >&2
busybox cat <&3 4>&- 5<&- 2>/dev/null & out=$!
busybox dd bs=16384 <&5 >&4 & in=$!
wait
kill -0 $in 2>/dev/null || printf 'layerwalk: end\\n' >&2
kill $out $in 2>/dev/null
wait
`;
const STREAM = `
printf 'layerwalk: began\\n' >&2
exec busybox nc -w "$3" "$1" "$2" -e busybox sh -c "$4" layerwalk 3<&0 4>&1
`;
const DATAGRAMS = `printf 'layerwalk: began\\n' >&2; exec busybox nc -n -u -w 10 "$1" "$2"`;

/** The way of BusyBox: its sh and nc. Datagrams only where its nc has -u. */
export const busybox = (hasUdp: boolean): Way => ({
  name: 'busybox nc',
  tellsEnds: true,
  stream: (to) => vector([STREAM, 'layerwalk', to.address, String(to.port), seconds(to), CONNECTED]),
  ...(hasUdp && {
    datagrams: (to: Destination) => vector([DATAGRAMS, 'layerwalk', to.address, String(to.port)]),
  }),
});

const vector = (args: readonly string[]): Vector => ({
  argv: ['busybox', 'sh', '-c', ...args],
  read: busyboxReader(),
});

/** Reads what BusyBox says: `nc: can't connect to remote host (192.0.2.7): Connection refused`, `dd: (null): …`. */
export function busyboxReader(): (line: string) => Word | undefined {
  let reading: string | undefined;
  return (line) => {
    if (/^nc: (?:timed out|.*: (?:Connection|Operation) timed out)$/.test(line)) return { is: 'timeout' };
    const [, program, text = ''] = /^(nc|dd): .*: ([^:]+)$/.exec(line) ?? [];
    const errno = errnoOfText(text);
    if (program === 'nc' && errno !== undefined) return { is: 'failed', errno };
    if (program === 'dd' && errno !== undefined) reading = errno;
    const word = ownWord(line);
    return word?.is === 'end' && reading !== undefined ? { is: 'end', errno: reading } : word;
  };
}
