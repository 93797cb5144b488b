/** HTML that is safe to send: made by `markup` only, which escapes every text that goes into it. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | number | Markup | undefined | false | readonly Part[];

/** A template whose values are texts, numbers, markup, lists of them, or nothing. Texts are escaped, so that they stay texts. */
export const markup = (strings: TemplateStringsArray, ...parts: readonly Part[]): Markup =>
  new Markup(strings.map((text, index) => text + asText(parts[index])).join(''));

/** A text that is known to be harmless: a style sheet or program of ours. */
export const ours = (text: string): Markup => new Markup(text);

function asText(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'object') return part.map(asText).join('');
  return escaped(String(part));
}

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITY[character] ?? '');
