import type { Trace } from '../../../../core/world/path.ts';
import { parseMtr } from '../../../../wire/path/mtr-report.ts';
import { type Attempt, attempt, type Run } from './attempt.ts';

/** Only root may ask more often than once a second; who runs it in a container is not known. */
const AS_ROOT = ['-c', '10', '-i', '0.05', '-G', '0.5'];
const AS_USER = ['-c', '1', '-i', '1', '-G', '0.5'];

/** Loss and latency by hop: by echo requests, or by connections to a port. */
export async function mtr(
  address: string,
  port: number | undefined,
  timeoutMs: number,
  signal: AbortSignal,
  run?: Run,
): Promise<Attempt<Trace>> {
  const probe = port === undefined ? 'icmp' : 'tcp';
  const seen = await attempt(
    {
      program: 'mtr',
      for: `${probe.toUpperCase()} probes`,
      args: [
        '-j',
        '-n',
        ...(run === undefined && process.getuid?.() === 0 ? AS_ROOT : AS_USER),
        ...(port === undefined ? [] : ['-T', '-P', String(port)]),
        address,
      ],
      timeoutMs,
      read: (text) => parseMtr(text, { target: address, probe }),
    },
    signal,
    run,
  );
  return 'seen' in seen ? { seen: { program: 'mtr', probe, ...seen.seen } } : seen;
}
