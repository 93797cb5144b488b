import type { Answer } from '../../lab/play/answer.ts';
import { ask } from '../../lab/play/ask.ts';
import { compare } from '../../lab/play/compare.ts';
import { passes } from '../../lab/play/expecting.ts';
import { makeFolder, removeFolder } from '../../lab/play/folder.ts';
import type { Outcome } from '../../lab/play/play.ts';
import type { Expected } from '../../lab/play/scenario.ts';
import { hear } from '../../lab/play/witness.ts';
import { type Stage, setUp } from './ground/stage.ts';
import type { Country, Town } from './ground/country.ts';
import type { Scene } from './scene.ts';
import { USUAL } from './system.ts';

type Played = Pick<Outcome, 'answer' | 'problems'>;

/** What a scene is called among the scenarios of the lab. */
export const nameOf = ({ name }: Scene): string => `cluster-${name}`;

/**
 * Plays a scene: create, prove the fault, diagnose by the built program with and without exec, compare, mend, diagnose again.
 * Never rejects: what went wrong is among the problems.
 */
export async function playScene(scene: Scene, country: Country): Promise<Outcome> {
  const started = performance.now();
  const folder = await makeFolder();
  let played: Played;
  try {
    const town = await country.town(scene.system ?? USUAL);
    await using stage = await setUp(scene, town, folder);
    played = await perform(scene, town, stage, folder);
  } catch (error) {
    played = { problems: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await removeFolder(folder);
  }
  const expect = scene.expect ?? scene.reading ?? passes();
  const ms = Math.round(performance.now() - started);
  return { scenario: { name: nameOf(scene), expect }, ...played, ms };
}

async function perform(scene: Scene, town: Town, stage: Stage, folder: string): Promise<Played> {
  const unproven = await hear(scene.witnesses, stage.namespace, folder);
  if (unproven.length > 0) return { problems: unproven.map((each) => `the fault is not in force: ${each}`) };
  const { expect, reading, fix, never } = scene;
  const question = async (
    exec: boolean,
    expected: Expected,
  ): Promise<{ answer: Answer; problems: string[] }> => {
    const kubeconfig = await town.reader(exec, scene.lacks);
    const flags = ['--kubeconfig', kubeconfig, ...(exec ? ['--allow-exec'] : [])];
    const answer = await ask(undefined, [...scene.ask, ...flags], { cwd: folder });
    const problems = compare(answer, expected, never).map((each) => (exec ? each : `without exec: ${each}`));
    return { answer, problems: problems.length > 0 ? [...problems, answer.text] : [] };
  };
  const asked = [...(expect ? [question(true, expect)] : []), ...(reading ? [question(false, reading)] : [])];
  const answers = await Promise.all(asked);
  const answer = answers[0]?.answer;
  const problems = answers.flatMap((each) => each.problems);
  const first = answer ? { answer } : {};
  if (fix === undefined || problems.length > 0) return { ...first, problems };
  await stage.mend(fix, answer?.fix);
  const again = await question(expect !== undefined, scene.afterwards ?? passes());
  return { ...first, problems: again.problems.map((each) => `after the fix: ${each}`) };
}
