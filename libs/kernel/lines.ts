/** A line of some bytes, numbered from 1, without its end; without bytes where it is longer than the limit. */
export interface Line {
  readonly line: number;
  readonly bytes?: Buffer;
}

export const NEWLINE = 0x0a;

/** The lines of a stream of bytes, which end at \n only, read as fast as they are taken; of a longer one than `limit` bytes only that it is there. */
export async function* splitLines(chunks: AsyncIterable<Buffer>, limit: number): AsyncIterable<Line> {
  const pending = new PendingLine(limit);
  let line = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      yield lineOf(++line, pending.finish(chunk.subarray(start, end)));
      start = end + 1;
    }
    pending.add(chunk.subarray(start));
  }
  yield lineOf(line + 1, pending.finish(Buffer.alloc(0)));
}

function lineOf(line: number, bytes: Buffer | undefined): Line {
  return bytes === undefined ? { line } : { line, bytes };
}

/** The beginning of a line whose end has not come yet; of a line that is too long only that it is. */
export class PendingLine {
  private parts: Buffer[] = [];
  private length = 0;

  /** @param limit bytes of the longest one that is kept */
  constructor(private readonly limit: number) {}

  /** @returns how long it is by now */
  add(part: Buffer): number {
    this.length += part.length;
    if (this.length > this.limit) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
    return this.length;
  }

  /** The whole line, or `undefined` if it is too long. */
  finish(part: Buffer): Buffer | undefined {
    this.add(part);
    const [first] = this.parts;
    const bytes = this.parts.length === 1 ? (first as Buffer) : Buffer.concat(this.parts);
    const tooLong = this.length > this.limit;
    this.parts = [];
    this.length = 0;
    return tooLong ? undefined : bytes;
  }
}
