import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { needs } from '../needs.ts';
import { hirePlayer, type Player } from './play/hire-player.ts';
import { DELAY_NEEDS, LAB_NEEDS } from './lab-needs.ts';
import { SCENARIOS } from './scenarios/index.ts';

const LONGEST_MS = 300_000;

describe('the lab', needs(LAB_NEEDS), () => {
  let player: Player;
  beforeAll(() => {
    player = hirePlayer();
  });
  afterAll(() => player[Symbol.asyncDispose]());

  const isSlow = ({ site }: (typeof SCENARIOS)[number]): boolean => site?.roundTripMs !== undefined;
  describe.concurrent('over cables that hold nothing back', { timeout: LONGEST_MS }, () => {
    test.each(SCENARIOS.filter((each) => !isSlow(each)))('$name', async ({ name }) => {
      expect(await player.play(name)).toEqual([]);
    });
  });
  describe.concurrent('over a slow cable', { ...needs(DELAY_NEEDS), timeout: LONGEST_MS }, () => {
    test.each(SCENARIOS.filter(isSlow))('$name', async ({ name }) => {
      expect(await player.play(name)).toEqual([]);
    });
  });
});
