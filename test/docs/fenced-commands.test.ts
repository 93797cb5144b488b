import { expect, test } from 'vitest';
import { fencedCommands } from './fenced-commands.ts';

const texts = (...lines: string[]): string[] => fencedCommands(lines.join('\n')).map(({ text }) => text);

test('each line of a shell’s block is a command, without its comment', () => {
  expect(
    fencedCommands('# Title\n\n```sh\nlayerwalk doctor   # what is here\n\n# alone\nls | wc -l\n```\n'),
  ).toEqual([
    { line: 4, text: 'layerwalk doctor' },
    { line: 7, text: 'ls | wc -l' },
  ]);
});

test('in a console’s block only what stands behind a prompt is one', () => {
  expect(texts('```console', '$ layerwalk doctor', 'layerwalk 1.2.3', '$ ls', '```')).toEqual([
    'layerwalk doctor',
    'ls',
  ]);
});

test('blocks of other languages have none', () => {
  expect(texts('```yaml', 'a: b', '```', '```', 'ls', '```', '~~~json', '{}', '~~~')).toEqual([]);
});

test('backslashes, quotes and here-documents go on', () => {
  expect(
    texts('```sh', 'layerwalk x \\', '  --y', "echo 'a", "b' # c", "cat <<'EOF'", '# kept', 'EOF', '```'),
  ).toEqual(['layerwalk x \\\n  --y', "echo 'a\nb'", "cat <<'EOF'\n# kept\nEOF"]);
});

test('a hash within a word or a quote is no comment, a quote in a comment none either', () => {
  expect(texts('```sh', 'echo a#b "c # d" # e', "ls # what's here", '```')).toEqual([
    'echo a#b "c # d"',
    'ls',
  ]);
});

test('an indented block, as in a list', () => {
  expect(texts('- so:', '', '  ```sh', '  ls \\', '    -l', '  ```')).toEqual(['ls \\\n  -l']);
});

test('a command that does not end is told', () => {
  expect(() => texts('```sh', "echo 'a", '```')).toThrow('Line 2');
});
