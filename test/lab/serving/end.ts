import { join } from 'node:path';

const ENDS = join(import.meta.dirname, '../ends');

/** The argument vector that runs one of the small servers in ends/ with the Node that runs this. */
export const end = (program: string, wish: unknown): string[] => [
  process.execPath,
  join(ENDS, `${program}.ts`),
  JSON.stringify(wish),
];
