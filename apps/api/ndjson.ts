import type { Readable } from 'node:stream';
import { Problem } from '#kernel/problem.js';
import type { BulkLine } from '#ledger/bulk.js';
import { parseJson } from './json.js';

/** Bytes of the longest line that is read; longer ones are bad lines. */
const LINE_LIMIT = 1_048_576;
const NEWLINE = 0x0a;

/** The lines of a stream, read only as fast as they are taken. Empty lines are passed over but counted. */
export async function* readNdjson(stream: Readable): AsyncIterable<BulkLine> {
  const pending = new PendingLine();
  let line = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      const parsed = parseLine(pending.finish(chunk.subarray(start, end)), ++line);
      if (parsed !== undefined) yield parsed;
      start = end + 1;
    }
    pending.add(chunk.subarray(start));
  }
  const last = parseLine(pending.finish(Buffer.alloc(0)), line + 1);
  if (last !== undefined) yield last;
}

/** The beginning of a line whose end has not come yet; of a line that is too long only that it is. */
class PendingLine {
  private parts: Buffer[] = [];
  private length = 0;

  add(part: Buffer): void {
    this.length += part.length;
    if (this.length > LINE_LIMIT) this.parts = [];
    else if (part.length > 0) this.parts.push(part);
  }

  /** The whole line, or `undefined` if it is too long. */
  finish(part: Buffer): Buffer | undefined {
    this.add(part);
    const [first] = this.parts;
    const whole = this.parts.length === 1 ? first : Buffer.concat(this.parts);
    const tooLong = this.length > LINE_LIMIT;
    this.parts = [];
    this.length = 0;
    return tooLong ? undefined : whole;
  }
}

function parseLine(bytes: Buffer | undefined, line: number): BulkLine | undefined {
  if (bytes === undefined) return { line, problem: new Problem('invalid-request', 'the line is longer than 1 MiB') };
  if (bytes.length === 0 || (bytes.length === 1 && bytes[0] === 0x0d)) return undefined;
  try {
    return { line, value: parseJson(bytes) };
  } catch (error) {
    if (error instanceof Problem) return { line, problem: error };
    throw error;
  }
}
