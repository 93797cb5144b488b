import { CannotObserve } from '../../src/core/cannot-observe.ts';
import type { World } from '../../src/core/world/world.ts';

const nowhere = new CannotObserve('unsupported', 'Nothing can be sent from there.', {
  summary: 'Run it there.',
});

/** A world in which nothing can be looked at. */
export const stubWorld: World = {
  vantage: () => Promise.reject(nowhere),
  verifyChain: () => Promise.reject(nowhere),
  fetchIssuer: () => Promise.reject(nowhere),
  refusal: () => undefined,
  now: () => '2026-01-01T00:00:00.000Z',
  elapsed: () => 0,
};
