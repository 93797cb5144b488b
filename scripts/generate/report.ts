import { spawnSync } from 'node:child_process';
import { example } from './example.ts';

const FAILING_LAYER_FOUND = 1;

/** What the command line prints for the recorded example, as a Markdown block. */
export function exampleReport(): string {
  const args = ['src/main.ts', ...example.ask, '--replay', example.recording, '--no-color'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (status !== FAILING_LAYER_FOUND || stdout.includes('not recorded')) {
    throw new Error(
      `${example.recording} no longer answers, record it anew: node scripts/record-example.ts\n${stderr}`,
    );
  }
  const lines = stdout.split('\n').map((line) => line.trimEnd());
  return ['```console', `$ layerwalk ${example.ask.join(' ')}`, lines.join('\n').trimEnd(), '```'].join('\n');
}
