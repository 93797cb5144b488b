import { codedReply } from './reply-code.ts';
import { MORE, send, type StarttlsExchange, stop } from './step.ts';

/** STARTTLS over SMTP (RFC 3207): greeting, EHLO, the keyword in its reply, then the command. */
export const smtp: StarttlsExchange = {
  advance(phase, received) {
    const reply = codedReply(received);
    if (reply === undefined) return MORE;
    if (reply === null) return stop('other-protocol', received);
    if (phase === 0)
      return reply.code === 220 ? send(1, 'EHLO layerwalk.invalid\r\n') : stop('server-error', received);
    if (phase === 1) {
      if (reply.code !== 250) return stop('server-error', received);
      const offered = reply.lines.some((line) => /^250[ -]STARTTLS\s*$/i.test(line));
      return offered ? send(2, 'STARTTLS\r\n') : stop('not-offered', received);
    }
    return reply.code === 220 ? { want: 'tls' } : stop('refused', received);
  },
};
