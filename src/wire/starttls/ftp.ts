import { codedReply } from './reply-code.ts';
import { MORE, send, type StarttlsExchange, stop } from './step.ts';

/** AUTH TLS over FTP (RFC 4217 section 4). */
export const ftp: StarttlsExchange = {
  advance(phase, received) {
    const reply = codedReply(received);
    if (reply === undefined) return MORE;
    if (reply === null) return stop('other-protocol', received);
    if (phase === 0) return reply.code === 220 ? send(1, 'AUTH TLS\r\n') : stop('server-error', received);
    if (reply.code === 234) return { want: 'tls' };
    // 500 and 502: command unknown or not implemented (RFC 959 section 4.2).
    return stop(reply.code === 500 || reply.code === 502 ? 'not-offered' : 'refused', received);
  },
};
