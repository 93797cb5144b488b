import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { buildNetwork, type Network } from '../network/build.ts';
import { carryOut } from '../network/execute.ts';
import { CLIENT_FILES } from './client-files.ts';
import { type Ground, type Running, startServer } from '../serving/start-server.ts';
import type { Answer } from './answer.ts';
import { ask } from './ask.ts';
import { compare } from './compare.ts';
import { passes } from './expecting.ts';
import { makeFolder, removeFolder } from './folder.ts';
import type { Expected, Step, Scenario } from './scenario.ts';
import { hear } from './witness.ts';

/** How a scenario went. It is right when there are no problems. */
export interface Outcome {
  readonly scenario: Pick<Scenario, 'name' | 'expect'>;
  readonly answer?: Answer;
  readonly problems: readonly string[];
  readonly ms: number;
}

/** A scenario that is set up. */
interface Stage {
  readonly scenario: Scenario;
  readonly network: Network;
  readonly ground: Ground;
  readonly running: Map<string, Running>;
}

/**
 * Plays a scenario in a network of its own: build, break, prove the fault, diagnose, compare, mend, diagnose again. Takes
 * everything down whatever happens. Never rejects: what went wrong is among the problems.
 */
export async function play(scenario: Scenario, pki: string): Promise<Outcome> {
  const started = performance.now();
  const folder = await makeFolder();
  let outcome: Pick<Outcome, 'answer' | 'problems'>;
  try {
    const { clientFiles, ...site } = scenario.site ?? {};
    await using network = await buildNetwork({ ...site, clientFiles: { ...CLIENT_FILES, ...clientFiles } });
    outcome = await perform({ scenario, network, ground: { folder, pki }, running: new Map() });
  } catch (error) {
    outcome = { problems: [error instanceof Error ? error.message : String(error)] };
  } finally {
    await removeFolder(folder);
  }
  return { scenario, ...outcome, ms: Math.round(performance.now() - started) };
}

async function perform(stage: Stage): Promise<Pick<Outcome, 'answer' | 'problems'>> {
  const { scenario, network, ground } = stage;
  const cwd = join(ground.folder, 'client');
  await mkdir(cwd);
  await symlink(ground.pki, join(cwd, 'pki'));
  await Promise.all(scenario.servers.map((server) => start(stage, server)));
  for (const fault of scenario.faults ?? []) await take(stage, fault);
  const unproven = await hear(scenario.witnesses, network.namespace, cwd);
  if (unproven.length > 0) return { problems: unproven.map((each) => `the fault is not in force: ${each}`) };
  const { answer, problems } = await question(stage, scenario.expect, scenario.times ?? 1);
  if (scenario.fix === undefined || problems.length > 0) return { answer, problems };
  for (const repair of scenario.fix) await take(stage, repair);
  const mended = await question(stage, scenario.afterwards ?? passes(), 1);
  return { answer, problems: mended.problems.map((each) => `after the fix: ${each}`) };
}

/** Asks, several times where that is wished, until an answer is wrong. */
async function question(
  { scenario, network, ground }: Stage,
  expected: Expected,
  times: number,
): Promise<{ answer: Answer; problems: string[] }> {
  const how = { cwd: join(ground.folder, 'client'), env: scenario.env ?? {} };
  for (let left = times; ; left -= 1) {
    const answer = await ask(network.namespace('client'), scenario.ask, how);
    const problems = compare(answer, expected, scenario.never);
    if (problems.length > 0) problems.push(answer.text);
    if (problems.length > 0 || left <= 1) return { answer, problems };
  }
}

async function take(stage: Stage, step: Step): Promise<void> {
  if ('stop' in step) await stage.running.get(step.stop)?.stop();
  else if ('start' in step) await start(stage, step.start);
  else await carryOut([step], stage.network.namespace);
}

async function start(
  { network, ground, running }: Stage,
  server: Scenario['servers'][number],
): Promise<void> {
  running.set(server.name, await startServer(server, network.namespace(server.at), ground));
}
