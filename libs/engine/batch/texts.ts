import type { ByteReader } from './bytes.js';

/** The texts of a batch by number, each read from the bytes when it is asked for. */
export class Texts {
  private readonly read: string[] = [];

  /** `bytes` from the place `starts[n]` to `ends[n]` is text `n`, in UTF-8. */
  constructor(
    readonly bytes: Buffer,
    readonly starts: readonly number[],
    readonly ends: readonly number[],
  ) {}

  static from(reader: ByteReader): Texts {
    const [starts, ends]: [number[], number[]] = [[], []];
    // Not made to measure: a damaged count is found out by the bytes' end, not by the memory's.
    for (let left = reader.natural(); left > 0; left--) {
      const { start, end } = reader.skipped();
      starts.push(start);
      ends.push(end);
    }
    return new Texts(reader.bytes, starts, ends);
  }

  get count(): number {
    return this.starts.length;
  }

  /** @throws Error for a number that none has */
  at(number: number): string {
    if (number >= this.count) throw new Error('a text that is not there');
    return (this.read[number] ??= this.bytes.toString('utf8', this.starts[number], this.ends[number]));
  }
}
