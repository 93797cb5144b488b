import { readFile, stat } from 'node:fs/promises';
import { isMap, isSeq, LineCounter, parseDocument } from 'yaml';
import { BadInput } from '../../../core/bad-input.ts';

/** One entry of a file, and the line on which it begins. */
export interface Entry {
  readonly line: number;
  readonly value: unknown;
}

/** 100,000 lines have about 12 MB. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Reads a list of entries: JSON Lines, or YAML or JSON that is one list. Throws BadInput, with the line, for what is neither. */
export async function readEntries(path: string): Promise<Entry[]> {
  const size = await stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
  if (size === undefined)
    throw new BadInput('The assertions file cannot be read.', 'Send the path of a file.');
  if (size > MOST_BYTES) throw new BadInput('The assertions file is larger than 64 MB.', 'Split it.');
  const text = await readFile(path, 'utf8');
  return /^\s*\{/.test(text) ? jsonLines(text) : yamlList(text);
}

function jsonLines(text: string): Entry[] {
  return text.split('\n').flatMap((written, index): Entry[] => {
    if (written.trim() === '') return [];
    try {
      return [{ line: index + 1, value: JSON.parse(written) as unknown }];
    } catch {
      throw new BadInput(`Line ${index + 1} of the assertions file is not JSON.`, 'Send an object a line.');
    }
  });
}

function yamlList(text: string): Entry[] {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error) {
    const { line } = lines.linePos(error.pos[0]);
    throw new BadInput(`The assertions file is not YAML at line ${line}.`, 'Send a list of assertions.');
  }
  if (!isSeq(document.contents)) {
    throw new BadInput('The assertions file is no list.', 'Send a YAML list, or JSON Lines.');
  }
  return document.contents.items.map((item) => ({
    line: isMap(item) && item.range ? lines.linePos(item.range[0]).line : 1,
    value: isMap(item) ? (item.toJS(document, { maxAliasCount: 100 }) as unknown) : undefined,
  }));
}
