import { execFileSync } from 'node:child_process';
import * as z from 'zod';
import { deployProgram } from './programs.ts';

const words = z.array(z.string());
const CmdLine = z.object({ CmdLine: words });
const step = <Name extends string, Schema extends z.ZodType>(instruction: Name, says: Schema) =>
  z.object({ instruction: z.literal(instruction), says });

const Step = z.discriminatedUnion('instruction', [
  step('WORKDIR', z.object({ Path: z.string() })),
  step('COPY', z.object({ SourcePaths: words, DestPath: z.string(), From: z.string() })),
  step('RUN', CmdLine.extend({ PrependShell: z.literal(true) })),
  step('ENV', z.object({ Env: z.array(z.object({ Key: z.string(), Value: z.string() })) })),
  step('USER', z.object({ User: z.string() })),
  step('EXPOSE', z.object({ Ports: words })),
  step('HEALTHCHECK', z.object({ Health: z.object({ Test: words }) })),
  step('ENTRYPOINT', CmdLine),
  step('CMD', CmdLine),
]);
const Stage = z.object({ name: z.string(), base: z.string(), steps: z.array(Step) });
const Look = z.object({
  warnings: z.array(z.looseObject({ ruleName: z.string() })).nullable(),
  error: z.object({ message: z.string() }).nullable(),
  stages: z.array(Stage),
  context: words,
});

export type Stage = z.infer<typeof Stage>;
export type Step = z.infer<typeof Step>;

/** What BuildKit makes of the Dockerfile in a folder, and which of `files` its .dockerignore lets in. */
export const lookAt = (folder: string, files: readonly string[] = []): z.infer<typeof Look> =>
  Look.parse(
    JSON.parse(
      execFileSync(deployProgram('dockerfile'), [folder], { input: files.join('\n'), encoding: 'utf8' }),
    ),
  );

type Says = { [One in Step as One['instruction']]: One['says'] };

/** What the last instruction of a name says, which is what counts. Throws where the stage has none. */
export function lastOf<Name extends keyof Says>({ steps }: Stage, name: Name): Says[Name] {
  const found = steps.findLast(({ instruction }) => instruction === name);
  if (!found) throw new Error(`the stage has no ${name}`);
  return found.says as Says[Name];
}
