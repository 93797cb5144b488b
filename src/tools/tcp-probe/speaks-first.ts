/**
 * Ports whose server speaks first, so that its silence says something. A mail server may hold its greeting back on purpose, and
 * its clients wait five minutes for it (RFC 5321 section 4.5.3.2.1).
 */
const SERVERS: Readonly<Record<number, { protocol: string; holdsBack?: true }>> = {
  21: { protocol: 'FTP' }, // RFC 959 section 5.4
  22: { protocol: 'SSH' }, // RFC 4253 section 4.2
  25: { protocol: 'SMTP', holdsBack: true },
  110: { protocol: 'POP3' }, // RFC 1939 section 4
  119: { protocol: 'NNTP' }, // RFC 3977 section 5.1
  143: { protocol: 'IMAP' }, // RFC 9051 section 7.1
  587: { protocol: 'SMTP', holdsBack: true },
  873: { protocol: 'rsync' },
  3306: { protocol: 'MySQL' },
  4190: { protocol: 'ManageSieve' }, // RFC 5804 section 1.7
  4222: { protocol: 'NATS' },
  5900: { protocol: 'VNC' }, // RFC 6143 section 7.1.1
};

/** The protocol of a port on which the server speaks first; undefined for other ports. */
export const speaksFirst = (port: number): { protocol: string; holdsBack?: true } | undefined =>
  SERVERS[port];

/** How long the first connection listens: long where a greeting is due, else just so long that a reset shows. */
export const listenMs = (port: number): number => (speaksFirst(port) ? GREETING_MS : 100);

/** Silence of less than this says nothing. */
export const GREETING_MS = 10_000;
