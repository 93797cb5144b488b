/** The abort reason of a person who pressed Ctrl-C: a walk then answers with what it has, instead of nothing. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  constructor() {
    super('Interrupted.');
  }
}
