/** A word of a Corefile, with the line that it begins on and the one that it ends on. */
export interface Token {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
  /** In double quotes: braces and marks in it are text. */
  readonly quoted: boolean;
}

/**
 * The words of a Corefile: divided by blanks, `"…"` for one with blanks in it (`\"` for a quote), `#` at the start of a word for a
 * comment up to the end of the line (corefile(5), https://coredns.io/2017/07/23/corefile-explained/).
 * Undefined where a quote is not closed.
 */
export function tokens(text: string): Token[] | undefined {
  const found: Token[] = [];
  let line = 1;
  let at = 0;
  while (at < text.length) {
    const c = text[at] ?? '';
    if (c === '\n') line++;
    if (/\s/.test(c)) {
      at++;
    } else if (c === '#') {
      const end = text.indexOf('\n', at);
      at = end === -1 ? text.length : end;
    } else if (c === '"') {
      const read = quotedWord(text, at + 1);
      if (!read) return undefined;
      const lines = read.word.split('\n').length - 1;
      found.push({ text: read.word, line, endLine: line + lines, quoted: true });
      line += lines;
      at = read.end;
    } else {
      const [word = ''] = /^\S+/.exec(text.slice(at, at + LONGEST)) ?? [];
      found.push({ text: word, line, endLine: line, quoted: false });
      at += word.length;
    }
  }
  return found;
}

/** A word that is longer is cut into several, none of which means anything. */
const LONGEST = 8192;

function quotedWord(text: string, from: number): { word: string; end: number } | undefined {
  let word = '';
  for (let at = from; at < text.length; at++) {
    const c = text[at] ?? '';
    if (c === '"') return { word, end: at + 1 };
    if (c === '\\' && text[at + 1] === '"') {
      word += '"';
      at++;
    } else {
      word += c;
    }
  }
  return undefined;
}
