import type { BodyFraming } from './body-framing.ts';
import { ChunkedDecoder } from './chunked-decoder.ts';

/** Takes the body of one answer out of the bytes that follow its head. */
export interface BodyDecoder {
  /** The body bytes of a piece, transfer coding removed. */
  push(piece: Uint8Array): Uint8Array[];
  readonly done: boolean;
  readonly wrong: string | undefined;
}

/** A decoder for bodies that end as `framing` says. `malformed` framing has no body. */
export function bodyDecoder(framing: BodyFraming): BodyDecoder {
  if (framing.kind === 'chunked') return new ChunkedDecoder();
  if (framing.kind === 'close') return { push: (piece) => [piece], done: false, wrong: undefined };
  return new LengthDecoder(framing.kind === 'length' ? framing.length : 0);
}

class LengthDecoder implements BodyDecoder {
  readonly wrong = undefined;
  #left: number;
  constructor(length: number) {
    this.#left = length;
  }
  get done(): boolean {
    return this.#left === 0;
  }
  push(piece: Uint8Array): Uint8Array[] {
    const part = piece.subarray(0, this.#left);
    this.#left -= part.length;
    return part.length === 0 ? [] : [part];
  }
}
