import { formatIp, parseIp, unmapped } from '../../../core/address/ip.ts';
import type { CannotObserve } from '../../../core/cannot-observe.ts';
import type { Dial } from '../../../core/world/dial.ts';
import { connectOutcome } from '../local/connect-outcome.ts';
import type { Connected, ConnectRequest, Opener } from '../opener.ts';
import { since } from '../local/connect.ts';
import { cannotExec, cannotFrom } from './cannot-exec.ts';
import { isLocal } from './local-error.ts';
import { isFailure } from './pod-exec.ts';
import type { PodSetting } from './pod-setting.ts';
import { remoteStream } from './remote-stream.ts';
import type { Destination, Way, Word } from './ways/way.ts';

/** Beyond the program's own patience: its word must come through exec. */
const GRACE_MS = 3_000;
/** From the start of exec to the program's first word. */
const START_MS = 15_000;

/**
 * Opens connections from the pod by the first of its ways. Only its word counts: what exec itself takes is not the network's. `purpose`:
 * for bytes, or only to see whether one opens, which more programs can tell.
 */
export const remoteOpener =
  (setting: PodSetting, purpose: 'bytes' | 'connecting' = 'bytes'): Opener =>
  async (request, signal) => {
    const { family } = destination(request);
    const way = setting.carried.ways.find(
      ({ ipv4Only, connectsOnly }) =>
        (family === 4 || ipv4Only !== true) && (purpose === 'connecting' || connectsOnly !== true),
    );
    if (!way)
      throw cannotFrom(
        setting.place,
        `has no program that opens IPv${family} connections${purpose === 'bytes' && setting.carried.ways.length > 0 ? ' for bytes of any kind' : ''}`,
      );
    const ended = await setting.slot(signal);
    try {
      const connected = await connectBy(setting, way, request, signal);
      if (connected.stream) connected.stream.once('close', ended);
      else ended();
      return connected;
    } catch (error) {
      ended();
      throw error;
    }
  };

async function connectBy(
  setting: PodSetting,
  way: Way,
  request: ConnectRequest,
  signal: AbortSignal,
): Promise<Connected> {
  const { place, exec } = setting;
  const { address, port, timeoutMs } = request;
  const to = destination(request);
  const vector = way.stream(to);
  const own = setting.sockets.begin(to);
  const program = await exec.start(vector.argv, signal).catch((error: unknown) => {
    own.over();
    throw error;
  });
  if (isFailure(program)) {
    own.over();
    throw cannotExec(place, program);
  }
  void program.ended.then(own.over);
  const lost = (why: string): CannotObserve =>
    cannotExec(place, { status: 'failed', reason: 'lost', message: why });
  const { way: stream, onWord } = remoteStream(program, vector, way.tellsEnds, lost);
  stream.on('error', () => {});
  let started = performance.now();
  const { promise, resolve, reject } = Promise.withResolvers<Connected>();
  const begin = (): void => {
    started = performance.now();
    request.began?.();
  };
  const dial = (outcome: Dial['outcome'], ms: number | undefined, more: Partial<Dial> = {}): Dial => ({
    address,
    port,
    outcome,
    ms: ms ?? since(started),
    ...more,
  });
  let told = false;
  const hear = (word: Word | undefined): void => {
    // The first word that decides counts, not the end of the program after it.
    if (told) return;
    told = word?.is !== 'began';
    if (!word) return reject(lost(`${way.name} ended without saying whether it connected`));
    if (word.is === 'began') begin();
    if (word.is === 'open') {
      const end = word.localPort === undefined ? {} : { localPort: word.localPort };
      if (word.localPort !== undefined) own.localPort = word.localPort;
      resolve({ dial: dial('open', word.ms, end), stream });
    }
    if (word.is === 'timeout') resolve({ dial: dial('timeout', word.ms) });
    if (word.is === 'failed') void failed(word).then(resolve, reject);
  };
  const failed = async ({ errno, ms, local }: Extract<Word, { is: 'failed' }>): Promise<Connected> => {
    const took = ms ?? since(started);
    // As a bash that is built without /dev/tcp: no word of the network.
    if (errno === 'EUNKNOWN')
      throw cannotFrom(place, `has ${way.name}, which does not say why it did not connect`);
    const here = local ?? (await isLocal(setting, errno, to.address, signal));
    const outcome = errno === 'ETIMEDOUT' ? 'timeout' : connectOutcome(errno, here);
    return { dial: dial(outcome, took, { errno, ...(here && { local: true }) }) };
  };
  const stop = (): void => reject(signal.reason as Error);
  signal.addEventListener('abort', stop, { once: true });
  const guard = setTimeout(
    () => reject(lost(`${way.name} said nothing of the connection in time`)),
    timeoutMs + START_MS + GRACE_MS,
  );
  onWord(hear);
  if (vector.silentStart) begin();
  try {
    const connected = await promise;
    if (!connected.stream) stream.destroy();
    return connected;
  } catch (error) {
    stream.destroy();
    throw error;
  } finally {
    clearTimeout(guard);
    signal.removeEventListener('abort', stop);
  }
}

function destination({ address, port, timeoutMs }: ConnectRequest): Destination {
  const ip = parseIp(address);
  // Callers have asked the address policy, which knows nothing but addresses.
  if (!ip) throw new TypeError('Not an address.');
  const wire = unmapped(ip);
  return { family: wire.family, address: formatIp(wire), port, timeoutMs };
}
