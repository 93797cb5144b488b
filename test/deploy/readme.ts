import { readFile } from 'node:fs/promises';

/** What a page tells its reader to do: commands, a file to write, or lines to append to the file before. */
export type Instruction =
  { readonly run: string } | { readonly write: string; readonly text: string } | { readonly append: string };

/**
 * The instructions of a Markdown page, in its order. A block of `sh` is a command a line; one of `yaml` is a file when its first
 * line is a comment with the file's path, else it is to be appended.
 */
export async function instructionsOf(page: string): Promise<Instruction[]> {
  const blocks = (await readFile(page, 'utf8')).matchAll(/^```(\w+)\n(.*?)^```$/gms);
  return [...blocks].flatMap(([, language = '', text = '']): Instruction[] => {
    if (language === 'sh')
      return text
        .trim()
        .split('\n')
        .map((run) => ({ run }));
    if (language !== 'yaml') throw new Error(`what is a reader to do with a block of ${language}?`);
    const file = /^# (\S+\.yaml)\n/.exec(text)?.[1];
    return [file === undefined ? { append: text } : { write: file, text }];
  });
}
