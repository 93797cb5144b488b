import type { TlsTap, TlsTapRequest } from '../../../core/world/tls.ts';
import type { Vantage } from '../../../core/world/world.ts';
import type { Opener, Outlook } from '../opener.ts';
import { fromHere } from './from-here.ts';
import type { LocalSetting } from './setting.ts';
import { openStream } from './tls/byte-stream.ts';
import { type Deadline, deadline } from './tls/deadline.ts';
import { runHandshake } from './tls/handshake-run.ts';
import { tapView } from './tls/tap-view.ts';
import { upgrade } from './tls/upgrade.ts';

/**
 * One handshake to one address, recorded as it went over the wire (see TlsTap). The chain is as sent, nothing is verified, no
 * application data is written. One connection.
 */
export const tls = (setting: LocalSetting): Vantage['tls'] => tlsBy(fromHere(setting));

/** The same over the connections of any outlook. */
export const tlsBy =
  ({ policy, open }: Outlook): Vantage['tls'] =>
  async (request, signal) => {
    signal.throwIfAborted();
    const rule = policy.refusal(request.address);
    if (rule !== undefined)
      return { ...nothing(request), outcome: 'not-allowed', error: rule, connections: 0 };
    return handshake(request, open, deadline(request.timeoutMs, signal));
  };

async function handshake(request: TlsTapRequest, open: Opener, timer: Deadline): Promise<TlsTap> {
  const opened = await openStream(open, request.address, request.port, timer);
  if ('errno' in opened) {
    return { ...nothing(request), errno: opened.errno, timings: { total: timer.elapsed() } };
  }
  const { stream, ms: connect } = opened;
  try {
    const upgraded = request.starttls && (await upgrade(stream, request.starttls, request.host ?? '', timer));
    const timings = { connect, ...(upgraded && { upgrade: timer.elapsed() - connect }) };
    if (upgraded && upgraded.outcome !== 'upgraded') {
      return {
        ...nothing(request),
        outcome: 'upgrade-failed',
        phase: 'upgrade',
        upgrade: upgraded,
        receivedBytes: stream.received,
        timings: { ...timings, total: timer.elapsed() },
      };
    }
    const run = await runHandshake(stream, request, timer);
    const seen = await tapView(request, run, stream);
    return {
      ...seen,
      ...(upgraded && { upgrade: upgraded }),
      timings: { ...timings, ...seen.timings, total: timer.elapsed() },
    };
  } finally {
    stream.destroy();
  }
}

function nothing({ address, port, servername, alpn }: TlsTapRequest): TlsTap {
  return {
    address,
    port,
    servername: servername ?? null,
    alpnOffered: [...(alpn ?? [])],
    outcome: 'not-connected',
    phase: 'connect',
    alerts: [],
    chain: [],
    unreadable: 0,
    helloBytes: 0,
    receivedBytes: 0,
    timings: { total: 0 },
    connections: 1,
  };
}
