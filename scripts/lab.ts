import { spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { format } from 'prettier';
import { labReport } from '../test/lab/play/lab-report.ts';
import { openLab } from '../test/lab/play/open-lab.ts';
import { type Outcome, play } from '../test/lab/play/play.ts';
import { sideBySide } from '../test/lab/play/side-by-side.ts';
import { textTable } from '../test/lab/play/table.ts';
import { mayBuild, mayDelay, whereNetworksAre } from '../test/lab/rights.ts';
import { SCENES } from '../test/cluster/scenes/index.ts';
import { country } from '../test/cluster/scenes/ground/country.ts';
import { nameOf, playScene } from '../test/cluster/scenes/play-scene.ts';
import { sceneNeeds } from '../test/cluster/scenes/scene-needs.ts';
import { needs } from '../test/needs.ts';
import { SCENARIOS } from '../test/lab/scenarios/index.ts';

// npm run lab [-- PATTERN]: plays the scenarios whose names match. All of them played, the table is written to
// docs/lab-results.md.
const RESULTS = 'docs/lab-results.md';
const WIDTH = 5;

const [pattern] = process.argv.slice(2);
if (mayBuild()) await run();
else process.exitCode = runElsewhere();

async function run(): Promise<void> {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
  const started = performance.now();
  const chosen = SCENARIOS.filter(({ name }) => pattern === undefined || new RegExp(pattern).test(name));
  const delay = mayDelay();
  const possible = chosen.filter(({ site }) => delay || site?.roundTripMs === undefined);
  await using lab = await openLab();
  // Those that ask most often come first, so that none of them is waited for at the end.
  const longestFirst = possible.toSorted((a, b) => (b.times ?? 1) - (a.times ?? 1));
  const played = await sideBySide(longestFirst, WIDTH, async (scenario) => {
    const outcome = await play(scenario, lab.pki);
    for (const problem of outcome.problems) console.error(`${scenario.name}: ${problem}`);
    return outcome;
  });
  const outcomes = [
    ...possible.flatMap((scenario) => played.find((each) => each.scenario === scenario) ?? []),
    ...(await clusterScenes()),
  ];
  const seconds = (performance.now() - started) / 1000;
  const wrong = outcomes.filter(({ problems }) => problems.length > 0);
  console.log(textTable(outcomes));
  console.log(
    `${outcomes.length - wrong.length} of ${outcomes.length} right, in ${Math.round(seconds)} s${chosen.length > possible.length ? `; ${chosen.length - possible.length} need root, for a cable that holds packets back` : ''}`,
  );
  if (pattern === undefined && chosen.length === possible.length)
    await writeFile(RESULTS, await format(labReport(outcomes, seconds), { parser: 'markdown' }));
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

/** The scenes of a cluster, where the machine has what they need. */
async function clusterScenes(): Promise<Outcome[]> {
  const chosen = SCENES.filter((scene) => pattern === undefined || new RegExp(pattern).test(nameOf(scene)));
  const { skip, meta } = needs(sceneNeeds());
  const why = mayDelay() ? meta.skipReason : 'needs root';
  if (chosen.length > 0 && (skip || why !== undefined)) console.error(`scenes of a cluster: ${why}`);
  if (chosen.length === 0 || why !== undefined) return [];
  await using land = country();
  return await sideBySide(chosen, WIDTH, async (scene) => {
    const outcome = await playScene(scene, land);
    for (const problem of outcome.problems) console.error(`${nameOf(scene)}: ${problem}`);
    return outcome;
  });
}

/** Runs this again where networks can be built. */
function runElsewhere(): number {
  const { argv, env } = whereNetworksAre(import.meta.filename, process.argv.slice(2));
  const [command = '', ...args] = argv;
  return spawnSync(command, args, { env, stdio: 'inherit' }).status ?? 1;
}
