/** What was to be written has no wire form: a name too long, a number out of range, an unknown mnemonic. */
export class EncodeError extends Error {
  override readonly name = 'EncodeError';
}
