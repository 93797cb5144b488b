import { stat } from 'node:fs/promises';
import { BadInput } from '../core/bad-input.ts';
import type { Aws } from '../core/world/aws.ts';
import { noAws } from '../core/world/no-aws.ts';

/** The accounts of this machine's credentials, or the dump that stands for them. Throws BadInput when there is no such folder. */
export async function openAws(dump: string | undefined): Promise<Aws> {
  if (dump === undefined) return noAws('no-account');
  const there = await stat(dump).catch(() => undefined);
  if (!there?.isDirectory()) {
    throw new BadInput('--aws-dump: there is no such folder.', 'Send a folder of JSON files.');
  }
  const { awsDump } = await import('./snapshot/aws-dump/aws-dump.ts');
  return awsDump(dump);
}
