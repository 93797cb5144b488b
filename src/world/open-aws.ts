import { stat } from 'node:fs/promises';
import { BadInput } from '../core/bad-input.ts';
import type { Aws } from '../core/world/aws.ts';

/** The accounts of this machine's credentials, or the dump that stands for them. Throws BadInput when there is no such folder. */
export async function openAws(dump: string | undefined): Promise<Aws> {
  if (dump === undefined) return whenNeeded(async () => (await import('./aws/live-aws.ts')).liveAws());
  const there = await stat(dump).catch(() => undefined);
  if (!there?.isDirectory()) {
    throw new BadInput('--aws-dump: there is no such folder.', 'Send a folder of JSON files.');
  }
  return whenNeeded(async () => (await import('./snapshot/aws-dump/aws-dump.ts')).awsDump(dump));
}

/** An account that is opened, and its code loaded, at the first question. */
function whenNeeded(open: () => Promise<Aws>): Aws {
  let opened: Promise<Aws> | undefined;
  const aws = (): Promise<Aws> => (opened ??= open());
  return {
    read: async (query, signal) => (await aws()).read(query, signal),
    where: async (place) => (await aws()).where(place),
  };
}
