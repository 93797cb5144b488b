import { MORE, type StarttlsExchange, stop } from './step.ts';

const SSL_REQUEST = Uint8Array.of(0, 0, 0, 8, 4, 210, 22, 47);

/** SSLRequest of the PostgreSQL protocol (manual, "SSL Session Encryption"): one octet answers, S or N; E is an old server's error. */
export const postgres: StarttlsExchange = {
  opening: () => SSL_REQUEST,
  advance(_phase, received) {
    const answer = received[0];
    if (answer === undefined) return MORE;
    if (answer === 0x53) return { want: 'tls' };
    if (answer === 0x4e && received.length === 1) return stop('not-offered', received);
    return stop(answer === 0x45 ? 'server-error' : 'other-protocol', received);
  },
};
