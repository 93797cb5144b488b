/** Bytes of IP and ICMP headers, which `ping -s` does not count. */
const PING_HEADERS = { 4: 28, 6: 48 } as const;

/** The payload that `ping -s` takes for a packet of a size. */
export const payloadOf = (size: number, family: 4 | 6): number => size - PING_HEADERS[family];

/** A packet size as MTU and as ping counts it: "1400 bytes (ping -s 1372)"; of two possible sizes both. */
export const sized = (size: number | readonly number[], family: 4 | 6): string => {
  const sizes = typeof size === 'number' ? [size] : size;
  return `${sizes.join(' or ')} bytes (ping -s ${sizes.map((one) => payloadOf(one, family)).join(' or ')})`;
};

/** "1 connection", "3 connections". */
export const connections = (count: number): string => `${count} connection${count === 1 ? '' : 's'}`;
