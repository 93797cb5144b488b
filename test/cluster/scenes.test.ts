import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeLeftovers } from '../lab/network/leftovers.ts';
import { needs } from '../needs.ts';
import { type Country, country } from './scenes/ground/country.ts';
import { SCENES } from './scenes/index.ts';
import { playScene } from './scenes/play-scene.ts';
import { sceneNeeds } from './scenes/scene-needs.ts';

const LONGEST_MS = 300_000;

describe('scenes of a cluster', needs(sceneNeeds()), () => {
  let land: Country;
  beforeAll(() => {
    removeLeftovers();
    land = country();
  });
  afterAll(() => land?.[Symbol.asyncDispose](), LONGEST_MS);

  describe.concurrent('each', { timeout: LONGEST_MS }, () => {
    test.each(SCENES.map((scene) => [scene.name, scene] as const))('%s', async (_, scene) => {
      const { problems } = await playScene(scene, land);
      expect(problems).toEqual([]);
    });
  });
});
