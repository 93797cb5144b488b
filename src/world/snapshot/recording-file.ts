import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
import { writeWhole } from '../whole-file.ts';
import { Recording } from './recording.ts';

const INSTEAD = 'Send a file that --record wrote.';

/** Reads a recording. Throws BadInput that says what is wrong with the file, and where. */
export async function readRecording(file: string): Promise<Recording> {
  const name = basename(file);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new BadInput(`--replay: ${name} cannot be read (${codeOf(error)}).`, INSTEAD);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw new BadInput(`--replay: ${name} is not JSON.`, INSTEAD);
  }
  const parsed = Recording.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new BadInput(`--replay: ${name} is not a recording: ${firstIssue(parsed.error)}.`, INSTEAD);
}

/** Where the first thing that a schema objects to lies, and what it is. */
export function firstIssue(error: z.ZodError): string {
  const [issue] = error.issues;
  if (!issue) return 'unknown reason';
  const at = issue.path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  return `${at.replace(/^\./, '') || 'the top level'}: ${issue.message}`;
}

/** Writes a recording, readable by its owner only. Throws BadInput where it cannot. */
export const writeRecording = (file: string, recording: Recording): Promise<void> =>
  writeWhole('--record', file, `${JSON.stringify(recording, null, 2)}\n`, 0o600);

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'error';
