import { BadInput } from '../core/bad-input.ts';
import type { StartUp } from '../core/start-up.ts';
import { live, type Steps } from '../core/steps.ts';
import type { World } from '../core/world/world.ts';
import { openWorld } from './open-world.ts';
import type { ObservationSchema } from './snapshot/replay.ts';

/** One run of the program: the outside, and the way by which everything is observed. */
export interface Session {
  readonly world: World;
  readonly steps: Steps;
  /** Writes the recording, where one was asked for. Throws BadInput when it cannot be written. */
  close(): Promise<void>;
}

/** Opens the outside as the start-up flags say. Throws BadInput for a flag that cannot be used. */
export async function openSession(
  startUp: StartUp,
  schemas: () => Promise<ObservationSchema>,
): Promise<Session> {
  if (startUp.replay !== undefined) {
    if (startUp.record !== undefined)
      throw new BadInput('--record and --replay exclude each other.', 'Send one of them.');
    const { readRecording } = await import('./snapshot/recording-file.ts');
    const { replaying } = await import('./snapshot/replay.ts');
    const { replayWorld } = await import('./snapshot/replay-world.ts');
    const recording = await readRecording(startUp.replay);
    const steps = replaying(recording, await schemas());
    return { world: replayWorld(recording), steps, close: async () => {} };
  }
  const world = await openWorld(startUp);
  if (startUp.record === undefined) return { world, steps: live, close: async () => {} };
  const file = startUp.record;
  const { writeRecording } = await import('./snapshot/recording-file.ts');
  const { mustBeWritable } = await import('./whole-file.ts');
  const { recorder } = await import('./snapshot/record.ts');
  const steps = recorder();
  await mustBeWritable('--record', file);
  return { world, steps, close: () => writeRecording(file, steps.recording()) };
}
