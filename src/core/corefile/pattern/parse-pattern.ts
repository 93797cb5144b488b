/** A regular expression as far as it is understood here; characters are tested one by one. */
export type Pattern =
  | { readonly kind: 'one'; readonly test: (c: string) => boolean }
  | { readonly kind: 'start' | 'end' }
  | { readonly kind: 'all' | 'any'; readonly parts: readonly Pattern[] }
  | { readonly kind: 'repeat'; readonly part: Pattern; readonly least: number; readonly most: number };

/** A pattern for names needs no more; `{1,1000}` of `{1,1000}` would. */
const MOST_REPEATS = 64;
const MOST_CHARACTERS = 500;
const MOST_DEPTH = 20;

class NotUnderstood extends Error {}

/**
 * Reads the part of RE2's syntax that configurations of name servers use (https://github.com/google/re2/wiki/Syntax): literals, `.`,
 * classes, groups, `|`, `* + ? {n,m}`, `^` and `$`. Undefined for everything else.
 */
export function parsePattern(text: string): Pattern | undefined {
  if (text.length > MOST_CHARACTERS) return undefined;
  try {
    const reader = new Reader(text);
    const pattern = reader.alternatives(0);
    return reader.isOver() ? pattern : undefined;
  } catch (error) {
    if (error instanceof NotUnderstood) return undefined;
    throw error;
  }
}

const CLASSES: Readonly<Record<string, RegExp>> = { d: /[0-9]/, w: /[0-9A-Za-z_]/, s: /[\t\n\f\r ]/ };

class Reader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isOver(): boolean {
    return this.#at >= this.#text.length;
  }

  alternatives(depth: number): Pattern {
    if (depth > MOST_DEPTH) throw new NotUnderstood();
    const parts = [this.#sequence(depth)];
    while (this.#take('|')) parts.push(this.#sequence(depth));
    return { kind: 'any', parts };
  }

  #sequence(depth: number): Pattern {
    const parts: Pattern[] = [];
    while (!this.isOver() && this.#next() !== '|' && this.#next() !== ')') {
      parts.push(this.#repeated(this.#atom(depth)));
    }
    return { kind: 'all', parts };
  }

  #atom(depth: number): Pattern {
    if (this.#take('(')) {
      if (this.#take('?')) {
        // (?:…) and (?P<name>…): how a group is called does not change what it matches.
        const [head] = /^(?::|P?<[A-Za-z0-9_]+>)/.exec(this.#text.slice(this.#at, this.#at + 60)) ?? [];
        if (head === undefined) throw new NotUnderstood();
        this.#at += head.length;
      }
      const inner = this.alternatives(depth + 1);
      if (!this.#take(')')) throw new NotUnderstood();
      return inner;
    }
    if (this.#take('[')) return this.#class();
    if (this.#take('^')) return { kind: 'start' };
    if (this.#take('$')) return { kind: 'end' };
    if (this.#take('.')) return { kind: 'one', test: (c) => c !== '\n' };
    const literal = this.#character();
    if ('*+?{'.includes(literal.text) && !literal.escaped) throw new NotUnderstood();
    return { kind: 'one', test: literal.test };
  }

  #repeated(part: Pattern): Pattern {
    const [mark] =
      /^(?:[*+?]|\{\d{1,3}(?:,\d{0,3})?\})/.exec(this.#text.slice(this.#at, this.#at + 10)) ?? [];
    if (mark === undefined) return part;
    this.#at += mark.length;
    this.#take('?'); // Lazy or not, it matches the same texts.
    if (/^[*+?]/.test(this.#next())) throw new NotUnderstood();
    const [least, most] = boundsOf(mark);
    if (least > MOST_REPEATS || (most !== Infinity && most > MOST_REPEATS) || most < least) {
      throw new NotUnderstood();
    }
    return { kind: 'repeat', part, least, most };
  }

  #class(): Pattern {
    const negated = this.#take('^');
    const tests: ((c: string) => boolean)[] = [];
    for (let first = true; first || this.#next() !== ']'; first = false) {
      if (this.isOver() || this.#text.startsWith('[:', this.#at)) throw new NotUnderstood();
      const from = this.#character();
      const isRange = this.#next() === '-' && this.#text[this.#at + 1] !== ']';
      if (!isRange) {
        tests.push(from.test);
        continue;
      }
      this.#at++;
      const to = this.#character();
      tests.push((c) => c >= from.text && c <= to.text);
    }
    this.#at++;
    return { kind: 'one', test: (c) => tests.some((test) => test(c)) !== negated };
  }

  /** One character as it stands, escaped, or a class such as `\d`. */
  #character(): { text: string; escaped: boolean; test: (c: string) => boolean } {
    const escaped = this.#take('\\');
    const c = this.#next();
    this.#at++;
    if (c === '') throw new NotUnderstood();
    const named = escaped ? CLASSES[c.toLowerCase()] : undefined;
    if (named) return { text: c, escaped, test: (one) => named.test(one) === (c === c.toLowerCase()) };
    if (escaped && /[0-9A-Za-z]/.test(c)) throw new NotUnderstood();
    return { text: c, escaped, test: (one) => one === c };
  }

  #next(): string {
    return this.#text[this.#at] ?? '';
  }

  #take(c: string): boolean {
    if (this.#next() !== c) return false;
    this.#at++;
    return true;
  }
}

function boundsOf(mark: string): [number, number] {
  if (mark === '*') return [0, Infinity];
  if (mark === '+') return [1, Infinity];
  if (mark === '?') return [0, 1];
  const [, least = '0', comma, most = ''] = /^\{(\d+)(,?)(\d*)\}$/.exec(mark) ?? [];
  return [Number(least), comma === '' ? Number(least) : most === '' ? Infinity : Number(most)];
}
