import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { sourcesHash } from '../cluster/server-sources.ts';
import type { Wants } from '../needs.ts';

/** What `npm run deploy:build` makes, each of a Go module of its name beside this file. */
export const PROGRAMS = ['kubectl', 'dockerfile'] as const;
export type ProgramName = (typeof PROGRAMS)[number];

export const moduleOf = (name: ProgramName): string => join(import.meta.dirname, name);

/** Where a built program is kept: outside of the tree, under a name that changes with its sources. */
export const deployProgram = (name: ProgramName): string =>
  join(
    process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'),
    'layerwalk-test',
    sourcesHash(moduleOf(name)),
    name,
  );

/** What a test asks that runs these programs. */
export const programNeeds = (...names: readonly ProgramName[]): Wants => ({
  also: names
    .filter((name) => !existsSync(deployProgram(name)))
    .map((name) => `${name} (npm run deploy:build)`),
});
