/** A set of small numbers as bits. */
export class Bitset {
  readonly words: Uint32Array;
  constructor(size: number) {
    this.words = new Uint32Array((size + 31) >>> 5);
  }

  add(index: number): void {
    const at = index >>> 5;
    this.words[at] = (this.words[at] ?? 0) | (1 << (index & 31));
  }

  delete(index: number): void {
    const at = index >>> 5;
    this.words[at] = (this.words[at] ?? 0) & ~(1 << (index & 31));
  }

  has(index: number): boolean {
    return ((this.words[index >>> 5] ?? 0) & (1 << (index & 31))) !== 0;
  }

  /** Adds all of another set, or all that it has in common with a third. */
  addAll({ words }: Bitset, within?: Bitset): void {
    for (let at = 0; at < words.length; at++) {
      const mask = within ? (within.words[at] ?? 0) : ~0;
      this.words[at] = (this.words[at] ?? 0) | ((words[at] ?? 0) & mask);
    }
  }

  /** Every number below `size`. */
  fill(size: number): void {
    this.words.fill(~0);
    const rest = size & 31;
    if (rest !== 0) this.words[this.words.length - 1] = (1 << rest) - 1;
  }
}
