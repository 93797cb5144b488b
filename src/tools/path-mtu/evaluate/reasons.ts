import type { Case } from './case.ts';
import type { Unmeasured } from './forward.ts';

const ANOTHER_PORT = 'Ask again with an open TCP port of the host, best one that speaks HTTPS: --port 443.';

/** Why no segment told anything, and what would. */
export const REASONS: Readonly<Record<Unmeasured, readonly [clause: string, fix: string]>> = {
  'no-port': [
    'without an open TCP port and without an answer to ping the path MTU cannot be known',
    ANOTHER_PORT,
  ],
  'no-program': [
    'the container has no python3, by which segments of a chosen size are sent',
    'Run layerwalk path-mtu in a debug container beside the pod: kubectl debug.',
  ],
  'not-open': ['the port is not open, so that no segment can be sent', ANOTHER_PORT],
  spared: [
    'not measured on a port that greets like MySQL, which blocks clients that break off',
    ANOTHER_PORT,
  ],
  invisible: [
    'acknowledgements cannot be seen on this system',
    'Ask from Linux with a readable /proc/net/tcp, or by hand: ping with "do not fragment" set (macOS: ping -D -s 1472, Windows: ping -f -l 1472).',
  ],
  ended: [
    'the server ends connections before an acknowledgement shows',
    'Ask again with another open TCP port of the host.',
  ],
  late: [
    'no acknowledgement was seen in the time there was',
    'Ask again when this machine and the path are less busy.',
  ],
  window: [
    'the server’s receive window has no room for a large segment',
    'Ask again with another open TCP port of the host, or when the server is less busy.',
  ],
  'none-passes': [
    'not even small segments are acknowledged: it is not the size',
    'Look for a firewall that drops data after the handshake, or a full accept queue: tcp_probe and tls_inspect tell more.',
  ],
};

/** The same as a line of evidence, beside what ping says. */
export function whyNoSegments({ path, input }: Case, why: Unmeasured): string[] {
  if (input.port === undefined)
    return ['no port was given: the MSS, clamps and what TCP itself does are not known'];
  const outcome = why === 'not-open' && path.tcp ? ` (${path.tcp.dial.errno ?? path.tcp.dial.outcome})` : '';
  return [`TCP to port ${input.port}: ${REASONS[why][0]}${outcome}`];
}
