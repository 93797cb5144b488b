import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { LAYERS } from '../../src/core/layer.ts';
import { type Answer, shortcomings } from '../../evals/judge.ts';
import { type Outcome, play } from '../../evals/play.ts';
import { HERE, type Scenario, scenarios } from '../../evals/scenario.ts';
import { table } from '../../evals/table.ts';
import { SCENARIOS } from '../lab/scenarios/index.ts';

const CALLS = 2;
/** Of the list of tools with the server's instructions, and of one answer, in tokens. */
const LIST = 4_400;
const ANSWER = 1_500;

const all = scenarios();

describe('the evaluations', () => {
  test('cover each kind of cause, health and what cannot be told', () => {
    const layers = new Set(all.flatMap(({ expect: { layer } }) => layer ?? []));
    expect(LAYERS.filter((layer) => !layers.has(layer))).toEqual([]);
    const statuses = new Set(all.map(({ expect: { status } }) => status));
    expect([...statuses].toSorted()).toEqual(['fail', 'pass', 'unknown', 'warn']);
  });

  test('have a recording each where the lab makes their world, and no other', () => {
    const ofLab = all.filter(({ world }) => 'lab' in world);
    expect(readdirSync(join(HERE, 'recordings')).toSorted()).toEqual(
      ofLab.map(({ name }) => `${name}.json`).toSorted(),
    );
    const names = new Set(SCENARIOS.map(({ name }) => name));
    expect(ofLab.filter(({ world }) => 'lab' in world && !names.has(world.lab))).toEqual([]);
    const files = all.flatMap(({ world }) =>
      'lab' in world ? [] : world.serve.filter((flag) => flag.startsWith('worlds/')),
    );
    expect(files.filter((file) => !existsSync(join(HERE, file)))).toEqual([]);
  });

  const outcomes: Outcome[] = [];
  test.each(all.map((scenario) => ({ name: scenario.name, scenario })))(
    '$name: the root cause is stated, within bounds',
    async ({ scenario }) => {
      const outcome = await play(scenario);
      outcomes.push(outcome);
      expect(outcome.lacks).toEqual([]);
      expect(outcome.calls).toBeLessThanOrEqual(CALLS);
      expect(outcome.listed).toBeLessThanOrEqual(LIST);
      for (const spent of [outcome.text, outcome.structure]) {
        expect(spent).toBeLessThanOrEqual(ANSWER * outcome.calls);
      }
    },
  );

  test('are told in a table', () => {
    const lines = table(outcomes).split('\n');
    expect(lines).toHaveLength(all.length + 1);
    for (const [index, { scenario }] of outcomes.entries()) expect(lines[index + 1]).toContain(scenario.name);
  });
});

describe('an answer is held to all of it', () => {
  const scenario: Scenario = {
    name: 'one',
    prompt: 'Why is that refused here?',
    world: { serve: ['--replay', 'none'] },
    calls: [{ tool: 'diagnose', arguments: {} }],
    expect: { status: 'fail', layer: 'tcp', code: 'tcp.refused', says: 'a reset came back', fix: 'Start it' },
  };
  const verdict = { status: 'fail', layer: 'tcp', code: 'tcp.refused', sentence: 'a reset came back' };
  const good: Answer = {
    isError: false,
    text: 'a reset came back (tcp.refused). Start it.',
    structure: { verdict, fixes: [{ summary: 'Start it.' }] },
  };
  test('what is whole lacks nothing', () => expect(shortcomings(scenario, [good])).toEqual([]));
  test.each([
    [
      'another code',
      { structure: { ...good.structure, verdict: { ...verdict, code: 'tcp.timeout' } } },
      'code',
    ],
    [
      'a layer too early',
      { structure: { ...good.structure, verdict: { ...verdict, layer: 'dns' } } },
      'layer',
    ],
    ['a text without the cause', { text: 'tcp.refused. Start it.' }, 'the text does not say'],
    ['a text without the code', { text: 'a reset came back. Start it.' }, 'the text does not name'],
    ['a structure without the fix', { structure: { verdict } }, 'in the structure'],
    ['a text without the fix', { text: 'a reset came back (tcp.refused).' }, 'in the text'],
    ['no verdict', { structure: {} }, 'no verdict'],
    ['an error', { isError: true }, 'is an error'],
  ])('%s', (_, other, says) => {
    expect(shortcomings(scenario, [{ ...good, ...other }]).join('\n')).toContain(says);
  });
});
