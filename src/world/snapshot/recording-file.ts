import { randomUUID } from 'node:crypto';
import { access, constants, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type * as z from 'zod';
import { BadInput } from '../../core/bad-input.ts';
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

/** Writes a recording so that the file is either the old one or the whole new one, readable by its owner only. */
export async function writeRecording(file: string, recording: Recording): Promise<void> {
  const draft = join(dirname(file), `.${basename(file)}.${randomUUID()}`);
  try {
    const handle = await open(draft, 'wx', 0o600);
    try {
      await handle.writeFile(`${JSON.stringify(recording, null, 2)}\n`);
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw notWritable(file, error);
  }
}

/** Throws BadInput when a recording cannot be written there: better known before the walk than after it. */
export async function mustBeWritable(file: string): Promise<void> {
  try {
    await access(dirname(file), constants.W_OK);
  } catch (error) {
    throw notWritable(file, error);
  }
  const there = await stat(file).catch(() => undefined);
  // The recording takes the place of what is there: never of a device or a directory.
  if (there && !there.isFile())
    throw new BadInput(
      `--record: ${basename(file)} is there and no regular file.`,
      'Send the path of a file.',
    );
}

const notWritable = (file: string, error: unknown): BadInput =>
  new BadInput(
    `--record: ${basename(file)} cannot be written (${codeOf(error)}).`,
    'Send a path in a directory that you may write to.',
  );

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'error';
