import { errnoOfText } from '../errno-of-text.ts';
import { ownWord } from './own-words.ts';
import type { Destination, Vector, Way, Word } from './way.ts';

// Address, port and seconds are "$1", "$2" and "$3". Bytes go out as lines for printf %b, since a variable holds no NUL;
// they come in up to the next NUL. `read` from a job that says nothing is the sleep of a shell without programs. What runs beside the
// shell ends with it, also where a signal ends it.
const STREAM = `
LC_ALL=C
watch= inward=
trap 'kill $watch $inward 2>/dev/null' EXIT
say() { printf 'layerwalk: %s\\n' "$*" >&2; }
since() { local n=\${EPOCHREALTIME-}; [[ $n && $1 ]] && { n=$((\${n/./} - \${1/./})); printf '%d.%03d' $((n / 1000)) $((n % 1000)); }; }
trap '' PIPE
me=$$
say began
start=\${EPOCHREALTIME-}
coproc idle { read -r; }
exec 9<&"\${idle[0]}"
{ read -r -t "$3" -u 9; (($? > 128)) && { say timeout; kill "$me"; }; } <&- &
watch=$!
if { exec 3<>"/dev/tcp/$1/$2"; }; then
  say open $(since "$start")
else
  say failed $(since "$start")
  exit 1
fi
kill "$watch"
watch=
{
  while IFS= read -r -d '' -n 1 -u 3 c; do
    if [[ -z $c ]]; then printf '\\0'; continue; fi
    IFS= read -r -d '' -t 0.01 -u 3 more; s=$?
    if ((s == 0)); then printf '%s\\0' "$c$more"; else printf '%s' "$c$more"; ((s > 128)) || break; fi
  done
  say end
  kill "$me"
} <&- &
inward=$!
while IFS= read -r -t 90 line; do printf '%b' "$line" >&3; done
`;

// Read and sent by cat: a shell reads single bytes and would lose the rest of each datagram, and its printf writes a line at a
// time, which would make several datagrams of one with an octet 10 in it. Cat begins when all of it is in a pipe: descriptor 5 tells.
const DATAGRAMS = `
LC_ALL=C
trap '' PIPE
me=$$
printf 'layerwalk: began\\n' >&2
exec 3<>"/dev/udp/$1/$2" || exit 1
cat <&3 & inward=$!
trap 'kill "$inward" 2>/dev/null' EXIT
exec 5<> <(:)
while IFS= read -r -t 90 line; do
  if [[ -e /dev/fd/5 ]] && exec 4< <(printf '%b' "$line"; echo >&5); then
    read -r -t 5 -u 5
    cat <&4 >&3
    exec 4<&-
  else
    printf '%b' "$line" >&3
  fi
done
`;

/** The way of bash alone: /dev/tcp. For datagrams it needs cat. */
export const bash = (hasCat: boolean): Way => ({
  name: 'bash',
  tellsEnds: true,
  stream: (to) => vector(STREAM, to),
  ...(hasCat && { datagrams: (to: Destination) => vector(DATAGRAMS, to) }),
});

const vector = (script: string, { address, port, timeoutMs }: Destination): Vector => ({
  argv: ['bash', '-c', script, 'layerwalk', address, String(port), String(timeoutMs / 1000)],
  encode: escaped,
  read: bashReader(),
});

/** A line that printf %b turns back into these bytes. */
const escaped = (bytes: Uint8Array): Uint8Array =>
  Buffer.from(
    `${Array.from(bytes, (byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('')}\n`,
    'latin1',
  );

/**
 * Reads what bash says: its own messages come before the word of the script, as
 * `layerwalk: connect: Connection refused` and `layerwalk: line 20: read: read error: 3: Connection reset by peer`.
 */
export function bashReader(): (line: string) => Word | undefined {
  let connecting: string | undefined;
  let reading: string | undefined;
  return (line) => {
    const [, what, text = ''] =
      /^(?:layerwalk: (?:line \d+: )?(?<what>connect|read: read error: 3)|(?:cat: (?:-|read error|'?standard input'?))): (.+)$/.exec(
        line,
      ) ?? [];
    if (text !== '') {
      const errno = errnoOfText(text) ?? 'EUNKNOWN';
      if (what === 'connect') connecting = errno;
      else reading = errno;
      // Of datagrams cat has the last word.
      return line.startsWith('cat: ') ? { is: 'end', errno } : undefined;
    }
    const word = ownWord(line);
    if (word?.is === 'failed') {
      const { local: _, ...rest } = word;
      return { ...rest, errno: connecting ?? 'EUNKNOWN' };
    }
    if (word?.is === 'end' && reading !== undefined) return { is: 'end', errno: reading };
    return word;
  };
}
