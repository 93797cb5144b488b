import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { type Lab, openLab } from './play/open-lab.ts';
import { play } from './play/play.ts';
import { LAB_NEEDS } from './lab-needs.ts';
import { SCENARIOS } from './scenarios/index.ts';

const LONGEST_MS = 180_000;

describe.concurrent('the lab', needs(LAB_NEEDS), () => {
  let lab: Lab;
  beforeAll(async () => {
    lab = await openLab();
  });
  afterAll(() => lab[Symbol.asyncDispose]());

  test.each(SCENARIOS)('$name', { timeout: LONGEST_MS }, async (scenario) => {
    const { problems } = await play(scenario, lab.pki);
    expect(problems).toEqual([]);
  });
});
