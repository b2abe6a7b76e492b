/** Numbers of any size and texts as bytes, small ones short: seven bits a byte, the lowest first, the eighth set while more follow. */

const START = 4_096;

export class ByteWriter {
  private bytes = Buffer.allocUnsafe(START);
  private length = 0;

  /** Whole and not negative. */
  natural(value: number): void {
    this.reserve(8);
    // Most are this small, and there are many.
    if (value <= 0x7f) {
      this.bytes[this.length++] = value;
      return;
    }
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest % 0x80) + 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.length++] = rest;
  }

  /** Whole; what is near zero on either side is short. */
  integer(value: number): void {
    this.natural(value < 0 ? -value * 2 - 1 : value * 2);
  }

  /** Of any size. */
  big(value: bigint): void {
    let rest = value < 0n ? -value * 2n - 1n : value * 2n;
    for (; rest > 0x7fn; rest >>= 7n) this.byte(Number(rest & 0x7fn) + 0x80);
    this.byte(Number(rest));
  }

  text(value: string): void {
    const size = Buffer.byteLength(value);
    this.natural(size);
    this.reserve(size);
    this.length += this.bytes.write(value, this.length);
  }

  append(other: ByteWriter): void {
    this.reserve(other.length);
    this.length += other.bytes.copy(this.bytes, this.length, 0, other.length);
  }

  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private byte(value: number): void {
    this.reserve(1);
    this.bytes[this.length++] = value;
  }

  private reserve(more: number): void {
    if (this.length + more <= this.bytes.length) return;
    const wider = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length + more));
    this.bytes.copy(wider, 0, 0, this.length);
    this.bytes = wider;
  }
}

/** Reads what `ByteWriter` wrote. @throws Error where the bytes end before what they say */
export class ByteReader {
  private at = 0;

  constructor(readonly bytes: Buffer) {}

  /** How many bytes are not read. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  natural(): number {
    const first = this.bytes[this.at];
    // Most are this small, and there are many.
    if (first !== undefined && first < 0x80) return (this.at++, first);
    const number = Number(this.sevens());
    if (!Number.isSafeInteger(number)) throw new Error('a number is larger than any that is written');
    return number;
  }

  integer(): number {
    const value = this.natural();
    return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
  }

  /** Of any size: a number where that is exact, which is much faster, a bigint beyond. */
  whole(): number | bigint {
    const value = this.sevens();
    if (typeof value === 'number') return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
    const big = (value & 1n) === 0n ? value >> 1n : -((value + 1n) >> 1n);
    const number = Number(big);
    return Number.isSafeInteger(number) ? number : big;
  }

  /** Where a text is, which is not read. */
  skipped(): { readonly start: number; readonly end: number } {
    const size = this.natural();
    if (size > this.left) throw new Error('the bytes end within a text');
    const start = this.at;
    this.at += size;
    return { start, end: this.at };
  }

  /** A number up to 49 bits, a bigint beyond. */
  private sevens(): number | bigint {
    let value = 0;
    let weight = 1;
    for (let count = 0; count < 7; count++) {
      const byte = this.next();
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
    let rest = 0n;
    for (let shift = 49n; ; shift += 7n) {
      const byte = this.next();
      rest |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return BigInt(value) | rest;
    }
  }

  private next(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new Error('the bytes end within a number');
    return byte;
  }
}
