import { errnoOfText } from '../errno-of-text.ts';
import type { Destination, Vector, Way, Word } from './way.ts';

/** The way of socat. */
export const socat: Way = {
  name: 'socat',
  tellsEnds: true,
  stream: (to) => vector(to, 'TCP', `,connect-timeout=${to.timeoutMs / 1000},nodelay`),
  datagrams: (to) => vector(to, 'UDP', ''),
};

function vector({ family, address, port }: Destination, protocol: 'TCP' | 'UDP', options: string): Vector {
  const host = family === 6 ? `[${address}]` : address;
  // -T ends it after 90 s in which nothing comes or goes.
  return {
    argv: ['socat', '-d', '-d', '-T', '90', '-', `${protocol}${family}:${host}:${port}${options}`],
    read: socatReader(),
  };
}

const CONNECTING = /^(?:connect\(|connecting to |opening )/;

/** Reads what socat says with -d -d: `… E connect(5, AF=2 192.0.2.7:81, 16): Connection refused`. */
export function socatReader(): (line: string) => Word | undefined {
  let over = false;
  return (line) => {
    const [, level, text = ''] = /^\S+ \S+ socat\[\d+\] ([NWEF]) (.+)$/.exec(line) ?? [];
    if (level === undefined || over) return undefined;
    if (text.startsWith('opening connection to ')) return { is: 'began' };
    if (text.startsWith('starting data transfer loop')) return { is: 'open' };
    if (/^socket 2 \(fd \d+\) is at EOF$/.test(text)) return { is: 'end' };
    const errno = errnoOfText(/: ([^:]+)$/.exec(text)?.[1] ?? '');
    if (errno === undefined || level === 'N') return undefined;
    const reading = /^(?:read|recv|write|send)\w*\(/.test(text);
    if (reading) over = true;
    if (reading) return { is: 'end', errno };
    if (!CONNECTING.test(text)) return undefined;
    return errno === 'ETIMEDOUT' ? { is: 'timeout' } : { is: 'failed', errno };
  };
}
