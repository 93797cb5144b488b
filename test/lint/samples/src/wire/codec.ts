import type { Other } from '../core/other.ts';

export const length = (other: Other, bytes: Uint8Array): number => other.size + bytes.length;
