/** The bytes are no DNS message (or record) that RFC 1035 allows. `offset` is where reading stopped, in octets. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  readonly offset: number;

  constructor(reason: string, offset: number) {
    super(`${reason} at octet ${offset}`);
    this.offset = offset;
  }
}
