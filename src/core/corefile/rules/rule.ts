/** A rule of a Corefile that touches a name. */
export interface Rule {
  readonly plugin: 'rewrite' | 'template' | 'hosts';
  /**
   * What it does with the name: asks for another one; answers by itself; denies it, with an empty answer, NXDOMAIN or an error;
   * or one of these that the Corefile alone does not tell.
   */
  readonly does: 'renames' | 'answers' | 'denies' | 'unknown';
  /** It matches the name; else it may match, which could not be told. */
  readonly sure: boolean;
  /** Of a rewrite: rules after it are tried too. */
  readonly goesOn: boolean;
  /** The rule as written: foreign text. */
  readonly text: string;
}

/** `${VARIABLES}` of the environment are not known: a word that holds one may be anything. */
export const isOpen = (word: string): boolean => /\{\$\w+\}|\{%\w+%\}/.test(word);
