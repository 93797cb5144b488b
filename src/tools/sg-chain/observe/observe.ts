import type { Look } from '../../../core/tool.ts';
import { askedOf } from '../asked.ts';
import type { Input } from '../input.ts';
import { estateOf } from '../model/estate.ts';
import { judge } from '../model/outcome.ts';
import type { Answered, NameAnswered, Observation } from '../observation.ts';
import type { PodFacts } from '../pod-facts.ts';
import { readPod } from './read-pod.ts';
import { readQuestions } from './read-questions.ts';

/** Ends, what is on them, what the routes lead through, the lists these name: each depends on the ones before. */
const ROUNDS = 14;

/**
 * Reads what the model asks for, and nothing else: it is asked, what it could not find is read, all at once, and it is asked again
 * until nothing is missing.
 */
export async function observe(look: Look, input: Input): Promise<Observation> {
  const { world, signal } = look;
  const { profile, region, context } = input;
  const place = { profile, region };
  const asked = askedOf(input);
  const answers: Answered[] = [];
  const names: NameAnswered[] = [];
  const pods: PodFacts[] = [];
  let calls = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const estate = estateOf({ answers, names });
    const { wanted } = judge(estate, asked, pods);
    const pending = estate.pending();
    if (pending.questions.length + pending.names.length === 0) {
      const unasked = [...new Set(wanted)].filter((one) => !pods.some(({ address }) => address === one));
      if (unasked.length === 0) break;
      look.progress('reading the cluster');
      pods.push(...(await Promise.all(unasked.map((one) => readPod(look, one, context)))));
      continue;
    }
    look.progress(`reading AWS, ${pending.questions.length} questions`);
    const [read, resolved] = await Promise.all([
      readQuestions(world.aws, pending.questions, place, signal),
      Promise.all(
        pending.names.map(async (name) => ({
          name,
          addresses: (await look.vantage.lookup(name, signal)).addresses,
        })),
      ),
    ]);
    answers.push(...read.answers);
    names.push(...resolved);
    calls += read.calls;
  }
  // Each answer is of the shape that its action's call has.
  return {
    where: await world.aws.where(place),
    answers: answers as Observation['answers'],
    names,
    ...(pods.length > 0 && { pods }),
    calls,
  };
}
