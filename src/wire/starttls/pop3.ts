import { MORE, send, type StarttlsExchange, stop } from './step.ts';

/** STLS over POP3 (RFC 2595 section 4). */
export const pop3: StarttlsExchange = {
  advance(phase, received) {
    const text = Buffer.from(received).toString('latin1');
    if (text !== '' && text[0] !== '+' && text[0] !== '-') return stop('other-protocol', received);
    if (!text.includes('\n')) return MORE;
    const ok = /^\+OK\b/i.test(text);
    if (phase === 0) return ok ? send(1, 'STLS\r\n') : stop('server-error', received);
    // -ERR does not say whether the command is unknown or was refused.
    return ok ? { want: 'tls' } : stop('not-offered', received);
  },
};
