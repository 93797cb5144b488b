import { formatIp, parseIp } from '../../core/address/ip.ts';
import type { Echo } from '../../core/world/mtu.ts';

/**
 * Reads what ping(8) of iputils prints with `-n` for one echo request: an answer, an ICMP "too big" with its sender and the MTU that fits, the local
 * kernel's own refusal, or nothing. Undefined where it prints something else: another error, or another program's words.
 */
export function parsePing(stdout: string, stderr: string): Omit<Echo, 'size'> | undefined {
  const answer =
    /^\d{1,5} bytes from \S{1,64}: icmp_seq=1 (?:.{0,60}time[=<](\d{1,6}(?:\.\d{1,3})?) ms)?/m.exec(stdout);
  if (answer) return { outcome: 'answered', ...(answer[1] !== undefined && { ms: Number(answer[1]) }) };
  const big =
    /^From (\S{1,64}) icmp_seq=1 (?:Frag needed and DF set \(mtu = (\d{1,5})\)|Packet too big: mtu=(\d{1,5}))/m.exec(
      stdout,
    );
  if (big) {
    const ip = parseIp(big[1] ?? '');
    const mtu = Number(big[2] ?? big[3]);
    return { outcome: 'too-big', ...(ip && { from: formatIp(ip) }), ...(mtu > 0 && { mtu }) };
  }
  const local = /message too long,? mtu[:=] ?(\d{1,5})/i.exec(`${stderr}\n${stdout}`)?.[1];
  if (local !== undefined) return { outcome: 'local', mtu: Number(local) };
  // "+1 errors": an ICMP error of another kind came.
  return /^1 packets transmitted, 0 (?:packets )?received, 100(?:\.0+)?% packet loss/m.test(stdout)
    ? { outcome: 'silent' }
    : undefined;
}
