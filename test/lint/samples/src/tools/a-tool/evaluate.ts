import type { Thing } from '../../core/thing.ts';
import { early } from './evaluate/early.ts';
import type { Seen } from './observation.ts';

export const evaluate = (seen: Seen): Thing => ({ at: early(seen), size: Math.max(1, 2) });
