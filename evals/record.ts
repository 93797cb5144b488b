import { join } from 'node:path';
import { layerOf } from '../src/core/failure.ts';
import { openLab } from '../test/lab/play/open-lab.ts';
import { play } from '../test/lab/play/play.ts';
import type { Expected } from '../test/lab/play/scenario.ts';
import { SCENARIOS } from '../test/lab/scenarios/index.ts';
import { HERE, type Scenario } from './scenario.ts';

/**
 * Makes the recordings of these scenarios anew: builds each one's network in the lab, proves the fault, asks there what the scenario
 * asks, and keeps what was observed. Returns what went wrong. Needs the right to build networks.
 */
export async function record(scenarios: readonly Scenario[]): Promise<string[]> {
  await using lab = await openLab();
  const problems: string[] = [];
  for (const scenario of scenarios) {
    const { world } = scenario;
    if (!('lab' in world)) continue;
    const found = SCENARIOS.find(({ name }) => name === world.lab);
    if (!found) throw new Error(`${scenario.name}: the lab has no scenario ${world.lab}`);
    const { fix: _fix, afterwards: _afterwards, never: _never, times: _times, ...scene } = found;
    const file = join(HERE, 'recordings', `${scenario.name}.json`);
    const outcome = await play(
      { ...scene, ask: [...asked(scenario), ...world.serve, '--record', file], expect: expected(scenario) },
      lab.pki,
    );
    problems.push(...outcome.problems.map((problem) => `${scenario.name}: ${problem}`));
  }
  return problems;
}

/** The first call as a command. */
function asked({ name, calls }: Scenario): string[] {
  const [call] = calls;
  const { target, ...more } = call?.arguments ?? {};
  if (calls.length !== 1 || call?.tool !== 'diagnose' || typeof target !== 'string') {
    throw new Error(`${name}: only a single diagnose is recorded`);
  }
  return ['diagnose', target, ...Object.entries(more).flatMap(([key, value]) => [`--${key}`, String(value)])];
}

const expected = ({ expect: { status, layer, code } }: Scenario): Expected => {
  // Where a cause surfaces is the lab's to know.
  const surfacedAt = code === null ? null : layer === 'mtu' ? 'tls' : layerOf(code);
  return { status: [status], layer, code, surfacedAt };
};
