import type { Report } from '../../src/core/report.ts';
import type { StartUp } from '../../src/core/start-up.ts';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { observationSchema } from '../../src/diagnosis/observation-schema.ts';
import { openSession } from '../../src/world/session.ts';

/** One walk with the start-up flags told, as the program would do it. */
export async function askWalk(target: string, source: string, flags: Partial<StartUp>): Promise<Report> {
  const { world, steps, close } = await openSession(flags as StartUp, async () => observationSchema);
  const context = { world, steps, signal: new AbortController().signal, progress: () => undefined };
  const report = await diagnose.run(context, diagnose.input.parse({ target, source }));
  await close();
  return report;
}
