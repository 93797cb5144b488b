import type { Corefile, Directive, ServerBlock } from './corefile.ts';
import { type Token, tokens } from './tokens.ts';

/** Snippets that import each other may grow without end. */
const MOST_DIRECTIVES = 5000;

/**
 * Reads a Corefile (corefile(5)): server blocks `ZONE… { PLUGIN… }`, snippets `(name) { … }` in place of `import name`, plugins with
 * blocks of their own. Undefined for what is none, or is not closed.
 */
export function parseCorefile(text: string): Corefile | undefined {
  const words = tokens(text);
  if (!words) return undefined;
  const reader = new Reader(words);
  try {
    return reader.file();
  } catch (error) {
    if (error instanceof NoCorefile) return undefined;
    throw error;
  }
}

/** Thrown within this file alone. */
class NoCorefile extends Error {}

class Reader {
  readonly #words: readonly Token[];
  readonly #snippets = new Map<string, readonly Directive[]>();
  readonly #imports: string[] = [];
  #at = 0;
  #count = 0;

  constructor(words: readonly Token[]) {
    this.#words = words;
  }

  file(): Corefile {
    const blocks: ServerBlock[] = [];
    while (this.#peek()) {
      const keys = this.#keys();
      const [first = ''] = keys;
      const snippet = /^\((.+)\)$/.exec(first)?.[1];
      if (first === 'import') {
        this.#imports.push(...keys.slice(1));
        continue;
      }
      // A file of one server needs no braces around its plugins.
      const braced = isMark(this.#peek(), '{');
      if (braced) this.#at++;
      const directives = this.#directives(braced);
      if (snippet !== undefined && keys.length === 1) this.#snippets.set(snippet, directives);
      else blocks.push({ keys, directives });
    }
    return { blocks, imports: this.#imports };
  }

  /** Zones up to the brace or the end of the line; a comma lets them go on in the next. */
  #keys(): string[] {
    const keys: string[] = [];
    let line = this.#peek()?.line;
    for (let word = this.#peek(); word && !isMark(word, '{'); word = this.#peek()) {
      if (isMark(word, '}')) throw new NoCorefile();
      if (word.line !== line) break;
      this.#at++;
      keys.push(...word.text.split(',').filter((key) => key !== ''));
      if (word.text.endsWith(',')) line = this.#peek()?.line;
    }
    return keys;
  }

  #directives(braced: boolean): Directive[] {
    const found: Directive[] = [];
    for (;;) {
      const word = this.#peek();
      if (!word || isMark(word, '}')) {
        if (braced !== (word !== undefined)) throw new NoCorefile();
        if (word) this.#at++;
        return found;
      }
      const [name = '', ...args] = this.#line();
      const lines = isMark(this.#peek(), '{') ? this.#inner() : [];
      const more = name === 'import' ? args.flatMap((arg) => this.#imported(arg)) : [{ name, args, lines }];
      found.push(...more);
      this.#count += Math.max(more.length, 1);
      if (this.#count > MOST_DIRECTIVES) throw new NoCorefile();
    }
  }

  #imported(name: string): readonly Directive[] {
    const snippet = this.#snippets.get(name);
    if (!snippet) this.#imports.push(name);
    return snippet ?? [];
  }

  /** The words of a line up to a brace that opens a block. */
  #line(): string[] {
    const words: string[] = [];
    let line = this.#peek()?.line;
    for (let word = this.#peek(); word && word.line === line; word = this.#peek()) {
      if (isMark(word, '{') || (isMark(word, '}') && words.length > 0)) break;
      this.#at++;
      words.push(word.text);
      line = word.endLine;
    }
    return words;
  }

  /** The lines of a plugin's own block; blocks within it are read as lines too. */
  #inner(): string[][] {
    this.#at++;
    const lines: string[][] = [];
    for (let depth = 1; depth > 0;) {
      const word = this.#peek();
      if (!word) throw new NoCorefile();
      if (isMark(word, '{') || isMark(word, '}')) {
        depth += word.text === '{' ? 1 : -1;
        this.#at++;
      } else {
        lines.push(this.#line());
      }
    }
    return lines;
  }

  #peek(): Token | undefined {
    return this.#words[this.#at];
  }
}

const isMark = (word: Token | undefined, mark: '{' | '}'): boolean =>
  word !== undefined && !word.quoted && word.text === mark;
