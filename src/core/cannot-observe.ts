import type { Fix } from './fix.ts';

/** Why we could not look. */
export type Obstacle = 'timeout' | 'permission' | 'missing' | 'unsupported' | 'not-recorded' | 'refused';

/**
 * Thrown by the world when a tool could not look at all; it becomes a check `unknown` with `fix`.
 * What was seen, however bad, is an observation and is never thrown.
 */
export class CannotObserve extends Error {
  override readonly name = 'CannotObserve';
  readonly obstacle: Obstacle;
  /** What would let us look. */
  readonly fix: Fix;
  constructor(obstacle: Obstacle, message: string, fix: Fix, options?: ErrorOptions) {
    super(message, options);
    this.obstacle = obstacle;
    this.fix = fix;
  }
}
