import { errnoOfText } from '../errno-of-text.ts';
import { type Destination, seconds, type Way, type Word } from './way.ts';

/**
 * The way of curl, which opens a connection for telnet and sends nothing by itself. What then arrives it takes for telnet's commands
 * (RFC 854), so that it is no way for bytes. Neither proxies of the environment nor a curlrc count.
 */
export const curl: Way = {
  name: 'curl',
  tellsEnds: false,
  connectsOnly: true,
  stream: (to) => ({
    argv: ['curl', '-q', '-g', '-v', '-s', '--noproxy', '*', '--connect-timeout', seconds(to), urlOf(to)],
    read: curlWord,
  }),
};

const urlOf = ({ family, address, port }: Destination): string =>
  `telnet://${family === 6 ? `[${address}]` : address}:${port}/`;

const BEGAN = /^\* +Trying /;
const OPEN = /^\* (?:Connected to|Established connection to) /;
// By release: 7.40, 7.80, 7.88, 8.x.
const TIMEOUT =
  /^\* (?:After \d+ms connect time, move on!|Connection timed out after \d+ milliseconds|ipv[46] connect timeout after \d+ms, move on!|Connection timeout after \d+ ms)/;
const FAILED =
  /^\* (?:connect to \S+ port \d+(?: from \S+ port \d+)? failed|Immediate connect fail for \S+): (.+)$/;

/** What a line says that curl writes with -v, of the releases 7 and 8. */
export function curlWord(line: string): Word | undefined {
  if (BEGAN.test(line)) return { is: 'began' };
  if (OPEN.test(line)) return { is: 'open' };
  if (TIMEOUT.test(line)) return { is: 'timeout' };
  const errno = errnoOfText(FAILED.exec(line)?.[1] ?? '');
  return errno === undefined ? undefined : { is: 'failed', errno };
}
