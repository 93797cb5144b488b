import { MORE, send, type StarttlsExchange, stop } from './step.ts';

/** STARTTLS over IMAP (RFC 9051 section 6.2.1). The command is sent at once: a server without it answers BAD. */
export const imap: StarttlsExchange = {
  advance(phase, received) {
    const text = Buffer.from(received).toString('latin1');
    if (phase === 0) {
      if (!text.startsWith('*'.slice(0, text.length))) return stop('other-protocol', received);
      if (!text.includes('\n')) return MORE;
      return /^\* OK\b/i.test(text) ? send(1, 'a1 STARTTLS\r\n') : stop('server-error', received);
    }
    const tagged = /^a1 (OK|NO|BAD)\b[^\n]*\n/im.exec(text)?.[1]?.toUpperCase();
    if (tagged === undefined) return MORE;
    if (tagged === 'OK') return { want: 'tls' };
    return stop(tagged === 'BAD' ? 'not-offered' : 'refused', received);
  },
};
