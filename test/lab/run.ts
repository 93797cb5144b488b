import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** Runs a program of the lab to its end and gives its output; throws with its error output where it fails. */
export async function run(command: string, args: readonly string[]): Promise<string> {
  const { stdout } = await exec(command, [...args], { timeout: 10_000 });
  return stdout;
}
