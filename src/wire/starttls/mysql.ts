import { mysqlGuess } from '../plaintext/database-reply.ts';
import { MORE, type StarttlsExchange, stop } from './step.ts';

const CLIENT_SSL = 0x0800;
/** CLIENT_PROTOCOL_41, CLIENT_SSL, CLIENT_SECURE_CONNECTION. */
const CAPABILITIES = 0x0200 | CLIENT_SSL | 0x8000;
const UTF8 = 33;
const HEADER = 4;

/**
 * The TLS upgrade of the MySQL protocol: the server greets, the client answers with the short form of its handshake
 * response (SSLRequest, 32 octets) and starts TLS at once.
 */
export const mysql: StarttlsExchange = {
  advance(_phase, received) {
    if (received.length < HEADER + 1) return MORE;
    if (!mysqlGuess(received))
      return received.length < 72 && received[3] === 0 ? MORE : stop('other-protocol', received);
    if (received[HEADER] === 0xff) return stop('server-error', received);
    const length = (received[0] ?? 0) + (received[1] ?? 0) * 256;
    if (received.length < HEADER + length) return MORE;
    const capabilities = lowCapabilities(received);
    if (capabilities === undefined) return stop('other-protocol', received);
    return capabilities & CLIENT_SSL ? { want: 'tls', bytes: sslRequest() } : stop('not-offered', received);
  },
};

/** The lower 16 capability bits: after the version text, 4 octets of thread id, 8 of scramble and a filler. */
function lowCapabilities(received: Uint8Array): number | undefined {
  const end = received.indexOf(0, HEADER + 1);
  const at = end + 1 + 4 + 8 + 1;
  const [low, high] = received.subarray(at, at + 2);
  return end < 0 || low === undefined || high === undefined ? undefined : low + high * 256;
}

function sslRequest(): Uint8Array {
  const packet = new Uint8Array(HEADER + 32);
  packet[0] = 32;
  packet[3] = 1;
  packet[4] = CAPABILITIES & 0xff;
  packet[5] = CAPABILITIES >> 8;
  // 16 MiB as the largest packet.
  packet[11] = 1;
  packet[12] = UTF8;
  return packet;
}
