import { CannotObserve } from '../../../core/cannot-observe.ts';
import type { DatagramOpener } from '../opener.ts';
import { cannotExec, cannotFrom } from './cannot-exec.ts';
import { isFailure, type RemoteProgram } from './pod-exec.ts';
import type { PodSetting } from './pod-setting.ts';
import type { Vector } from './ways/way.ts';

const LONGEST_LINE = 140_000;

/** Datagrams from the pod, by the first of its ways that can send them. */
export const remoteDatagrams =
  (setting: PodSetting): DatagramOpener =>
  (to, events) => {
    const calledOff = new AbortController();
    let program: RemoteProgram | undefined;
    let encode: NonNullable<Vector['encode']> = (bytes) => bytes;
    const open = async (): Promise<void> => {
      const { place, exec, carried } = setting;
      const way = carried.ways.find(
        ({ datagrams, ipv4Only }) => datagrams !== undefined && (to.family === 4 || ipv4Only !== true),
      );
      const vector = way?.datagrams?.({ ...to, timeoutMs: 60_000 });
      if (!way || !vector) throw cannotFrom(place, 'has no program that sends datagrams');
      if (vector.encode) ({ encode } = vector);
      const ended = await setting.slot(calledOff.signal);
      try {
        const started = await exec.start(vector.argv, calledOff.signal);
        if (isFailure(started)) throw cannotExec(place, started);
        program = started;
        listen(started, vector, events);
        const end = await started.ended;
        if (isFailure(end)) throw cannotExec(place, end);
        events.failed(Object.assign(new Error(`${way.name} ended`), { code: 'EUNKNOWN' }));
      } finally {
        ended();
      }
    };
    open().catch((error: unknown) => {
      if (calledOff.signal.aborted) return;
      events.failed(
        error instanceof Error
          ? error
          : new CannotObserve('unsupported', String(error), { summary: 'Ask again.' }),
      );
    });
    return {
      send: (octets) => program?.write(encode(octets)),
      close() {
        calledOff.abort(new Error('No more datagrams.'));
        program?.close();
      },
    };
  };

function listen(program: RemoteProgram, vector: Vector, events: Parameters<DatagramOpener>[1]): void {
  const rest = { stdout: '', stderr: '' };
  const lines = (channel: 'stdout' | 'stderr', text: string): string[] => {
    const parts = (rest[channel] + text).split('\n');
    rest[channel] = (parts.pop() ?? '').slice(0, LONGEST_LINE);
    return parts;
  };
  program.onOutput((channel, bytes) => {
    if (channel === 'stdout' && !vector.hexLines) return events.message(bytes);
    for (const line of lines(channel, bytes.toString('latin1'))) {
      if (channel === 'stdout') {
        if (/^(?:[0-9a-f]{2})+$/.test(line)) events.message(Buffer.from(line, 'hex'));
        continue;
      }
      const word = vector.read(line);
      if (word?.is === 'began') events.began();
      if ((word?.is === 'end' || word?.is === 'failed') && word.errno !== undefined)
        events.failed(Object.assign(new Error(word.errno), { code: word.errno }));
    }
  });
  if (vector.silentStart) events.began();
}
