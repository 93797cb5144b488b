import type { ExecFailure, RemoteProgram } from '../vantage/pod/pod-exec.ts';
import { execEnd } from './exec-status.ts';
import type { Upgraded } from './upgrade.ts';
import { encodeFrame, type Frame, FrameReader, OPCODE } from './web-socket-frames.ts';

/** Channels of v4 and v5.channel.k8s.io (k8s.io/apimachinery/pkg/util/remotecommand). */
const CHANNEL = { stdin: 0, stdout: 1, stderr: 2, status: 3, close: 255 } as const;
const MOST_STATUS = 64 * 1024;
/** How long the end of our own closing is waited for. */
const GOODBYE_MS = 1_000;

/** A program that an exec over WebSocket started. */
export function remoteProgram({ socket, head, protocol }: Upgraded): RemoteProgram {
  const frames = new FrameReader();
  const { promise: ended, resolve: end } = Promise.withResolvers<{ exitCode: number } | ExecFailure>();
  const lost = (message: string): void => {
    end({ status: 'failed', reason: 'lost', message });
    socket.destroy();
  };
  let output: Parameters<RemoteProgram['onOutput']>[0] = () => {};
  let status = '';
  let message: Buffer[] = [];
  let closed = false;
  const send = (opcode: number, payload: Uint8Array): void => {
    if (!socket.destroyed && socket.writable) socket.write(encodeFrame(opcode, payload));
  };
  const receive = (whole: Buffer): void => {
    const [channel] = whole;
    const bytes = whole.subarray(1);
    if (channel === CHANNEL.stdout && bytes.length > 0) output('stdout', bytes);
    if (channel === CHANNEL.stderr && bytes.length > 0) output('stderr', bytes);
    if (channel !== CHANNEL.status) return;
    status = (status + bytes.toString('utf8')).slice(0, MOST_STATUS);
  };
  const take = ({ opcode, final, payload }: Frame): void => {
    if (opcode === OPCODE.ping) return send(OPCODE.pong, payload);
    if (opcode === OPCODE.close) return finish();
    if (opcode > OPCODE.binary) return;
    message.push(payload);
    if (!final) return;
    const whole = Buffer.concat(message);
    message = [];
    receive(whole);
  };
  const finish = (): void => {
    end(
      status === ''
        ? { status: 'failed', reason: 'lost', message: 'the connection of exec broke' }
        : execEnd(status),
    );
    socket.destroy();
  };
  const read = (chunk: Buffer): void => {
    try {
      for (const frame of frames.push(chunk)) take(frame);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      lost('the API server sends what is no WebSocket');
    }
  };
  socket.on('error', () => lost('the connection of exec broke'));
  socket.on('close', finish);
  socket.on('end', finish);
  return {
    ended,
    onOutput(handed) {
      output = handed;
      if (head.length > 0) read(head);
      socket.on('data', read);
    },
    write: (bytes) => send(OPCODE.binary, Buffer.concat([Buffer.of(CHANNEL.stdin), bytes])),
    pause: () => void socket.pause(),
    resume: () => void socket.resume(),
    close: () => {
      if (closed || socket.destroyed) return;
      closed = true;
      // What reads its input sees the end of it and ends; v4 has no word for that but to close the whole.
      if (protocol === 'v5.channel.k8s.io') send(OPCODE.binary, Buffer.of(CHANNEL.close, CHANNEL.stdin));
      send(OPCODE.close, Buffer.of(0x03, 0xe8));
      socket.resume();
      setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
    },
  };
}
