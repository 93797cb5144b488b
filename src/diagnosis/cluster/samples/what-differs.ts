import type { SampledPod } from './observation.ts';

/** Labels that each pod, or each roll-out, has of its own. */
const OF_ITS_OWN =
  /^(?:pod-template-hash|pod-template-generation|controller-revision-hash|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|(?:batch\.kubernetes\.io\/)?(?:controller-uid|job-name|job-completion-index))$/;

/** In what the pods that fail differ from those that connect: node, roll-out, age, labels. Lines of evidence. */
export function whatDiffers(failing: readonly SampledPod[], connecting: readonly SampledPod[]): string[] {
  return [
    ...apart('node', failing, connecting, ({ node }) => node),
    ...apart(
      'roll-out (pod-template-hash)',
      failing,
      connecting,
      ({ labels }) => labels['pod-template-hash'],
    ),
    ...labelKeys([...failing, ...connecting]).flatMap((key) =>
      apart(`label ${key}`, failing, connecting, ({ labels }) => labels[key] ?? '(none)'),
    ),
    ...ages(failing, connecting),
  ];
}

/** A line where no value of the one side is among those of the other. */
function apart(
  what: string,
  failing: readonly SampledPod[],
  connecting: readonly SampledPod[],
  valueOf: (pod: SampledPod) => string | undefined,
): string[] {
  const [bad, good] = [failing, connecting].map((pods) => [
    ...new Set(pods.flatMap((pod) => valueOf(pod) ?? [])),
  ]);
  if (!bad?.length || !good?.length || bad.some((value) => good.includes(value))) return [];
  return [`${what}: those that fail ${bad.join(', ')}; those that connect ${good.join(', ')}`];
}

const labelKeys = (pods: readonly SampledPod[]): string[] =>
  [...new Set(pods.flatMap(({ labels }) => Object.keys(labels)))].filter((key) => !OF_ITS_OWN.test(key));

function ages(failing: readonly SampledPod[], connecting: readonly SampledPod[]): string[] {
  const [bad, good] = [failing, connecting].map((pods) =>
    pods.flatMap(({ created }) => created ?? []).toSorted(),
  );
  const [oldestBad, newestBad] = [bad?.[0], bad?.at(-1)];
  const [oldestGood, newestGood] = [good?.[0], good?.at(-1)];
  if (!oldestBad || !newestBad || !oldestGood || !newestGood) return [];
  if (oldestBad > newestGood) return [`age: those that fail are younger (created ${oldestBad} or later)`];
  return newestBad < oldestGood ? [`age: those that fail are older (created ${newestBad} or earlier)`] : [];
}
