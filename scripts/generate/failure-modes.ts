import { layerOf } from '../../src/core/failure.ts';
import { Layer } from '../../src/core/layer.ts';
import { type FailureMode, failureModes } from '../../src/mcp/failure-page.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { tools } from '../../src/tools/index.ts';
import { notice } from './markdown.ts';

/** docs/failure-modes.md: every code that a check can carry, by the layer that is to be fixed. */
export function failureModesPage(): string {
  const modes = failureModes([...tools, diagnose]);
  const layers = Layer.options.map((layer) => ({
    layer,
    modes: modes.filter(({ code }) => layerOf(code) === layer),
  }));
  return [
    notice,
    '# Failure modes',
    'Each has a code that stays the same between versions. A code is claimed only on the evidence named under “told apart by”; without it the answer is `unknown`, with what would let Layerwalk look.',
    ...layers
      .filter(({ modes: some }) => some.length > 0)
      .map(({ layer, modes: some }) => section(layer, some)),
    '',
  ].join('\n\n');
}

const section = (layer: string, modes: readonly FailureMode[]): string =>
  [`## ${layer}`, ...modes.map(entry)].join('\n\n');

function entry({ code, tool, failure }: FailureMode): string {
  const { title, symptom, toldApartBy, fix, seen = [] } = failure;
  return [
    `### \`${code}\``,
    `${title}.`.replace(/\.\.$/, '.'),
    [
      `- Noticed as: ${symptom}`,
      `- Told apart by: ${toldApartBy}`,
      `- Fix: ${fix}`,
      `- Found by: \`${tool}\``,
      ...(seen.length > 0 ? [`- Seen: ${seen.join(', ')}`] : []),
    ].join('\n'),
  ].join('\n\n');
}
