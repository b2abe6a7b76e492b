const WORD = 32;

/** A bit for each place, 0 where none was set. */
export class Bits {
  private words = new Uint32Array(32);

  has(place: number): boolean {
    return ((this.words[place >>> 5] ?? 0) & (1 << (place % WORD))) !== 0;
  }

  set(place: number, isIn: boolean): void {
    const at = place >>> 5;
    if (at >= this.words.length) {
      if (!isIn) return;
      const more = new Uint32Array(Math.max(at + 1, 2 * this.words.length));
      more.set(this.words);
      this.words = more;
    }
    const bit = 1 << (place % WORD);
    this.words[at] = isIn ? (this.words[at] ?? 0) | bit : (this.words[at] ?? 0) & ~bit;
  }

  get bytes(): number {
    return this.words.byteLength;
  }

  /** How many are set here, and not in another. */
  without(other: Bits): number {
    return this.words.reduce((sum, word, i) => sum + ones(word & ~(other.words[i] ?? 0)), 0);
  }

  get count(): number {
    return this.words.reduce((sum, word) => sum + ones(word), 0);
  }
}

/** Hamming weight of 32 bits (Warren, Hacker's Delight, 5-1). */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55555555);
  const fours = (pairs & 0x33333333) + ((pairs >>> 2) & 0x33333333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
