import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const exec = promisify(execFile);

/** Runs a program of the lab to its end and gives its output; throws with its error output where it fails or hangs. */
export async function run(command: string, args: readonly string[], timeoutMs = 10_000): Promise<string> {
  const { stdout } = await exec(command, [...args], { timeout: timeoutMs });
  return stdout;
}
