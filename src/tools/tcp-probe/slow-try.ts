import type { Try } from './observation.ts';

/** The first retransmission of a SYN comes after one second (RFC 6298 section 2.1); a little less for coarse timers. */
const RETRANSMITTED_MS = 950;

/** Whether a connection opened so late that a SYN may have been sent twice. */
export const isSlow = ({ outcome, ms }: Try): boolean => outcome === 'open' && ms >= RETRANSMITTED_MS;
