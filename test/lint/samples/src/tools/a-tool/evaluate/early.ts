import type { Seen } from '../observation.ts';

export const early = (seen: Seen): string => seen.at;
