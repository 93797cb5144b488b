import { setTimeout } from 'node:timers/promises';

export const now = (): string => new Date(Date.now() + Math.random()).toISOString();
export { setTimeout as wait };
