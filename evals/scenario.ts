import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { Layer } from '../src/core/layer.ts';
import { Status } from '../src/core/status.ts';

/** Where everything of the evaluations lies; paths in scenarios are from here. */
export const HERE = import.meta.dirname;

/** A world that the lab makes, once recorded and then replayed; or one of files, which the flags of `serve` name. */
const World = z.union([
  z.strictObject({ lab: z.string(), serve: z.array(z.string()).default([]) }),
  z.strictObject({ serve: z.array(z.string()).min(1) }),
]);

/** One complaint, and what a good answer to it says. evals/README.md explains each key. */
export const Scenario = z.strictObject({
  prompt: z.string().min(20),
  world: World,
  calls: z.array(z.strictObject({ tool: z.string(), arguments: z.record(z.string(), z.unknown()) })).min(1),
  expect: z.strictObject({
    status: Status.exclude(['skipped']),
    layer: Layer.nullable(),
    code: z.string().nullable(),
    says: z.string(),
    fix: z.string().optional(),
  }),
});
export type Scenario = z.infer<typeof Scenario> & { readonly name: string };

/** Every scenario, by name. Throws when one is not of the shape. */
export function scenarios(): Scenario[] {
  const folder = join(HERE, 'scenarios');
  const files = readdirSync(folder).toSorted();
  return files.map((file) => {
    const read = Scenario.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    return { ...read, name: file.replace(/\.json$/, '') };
  });
}

/** The flags with which the server is started in the world of a scenario. */
export const flagsOf = ({ name, world }: Scenario): readonly string[] =>
  'lab' in world ? ['--replay', join('recordings', `${name}.json`)] : world.serve;
