import { parseJson } from '#kernel/json.js';
import { NEWLINE, PendingLine } from '#kernel/lines.js';
import { Problem } from '#kernel/problem.js';
import { LINE_LIMIT } from '#ledger/bulk.js';
import type { BulkLine } from '#ledger/bulk-tally.js';
import type { Patience } from './patience.js';

/** Bytes of a line, and empty lines in a row, after which no more of the body is read. */
const ENDLESS_LINE = 64 * LINE_LIMIT;
const EMPTY_LINES = 10_000;

/** A body of lines, as its parser hands it to a route. */
export class NdjsonBody {
  constructor(
    private readonly chunks: AsyncIterable<Buffer>,
    private readonly patience: Patience,
  ) {}

  /**
   * Its lines, read only as fast as they are taken. Empty lines are passed over but counted.
   * @throws Problem for what would keep us busy without ever being a line
   */
  async *lines(): AsyncGenerator<BulkLine> {
    const pending = new PendingLine(LINE_LIMIT);
    let line = 0;
    let last = 0;
    for await (const chunk of this.chunks) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
        const parsed = parseLine(pending.finish(chunk.subarray(start, end)), ++line);
        start = end + 1;
        if (parsed === undefined) {
          if (line - last > EMPTY_LINES) throw tooEmpty(last);
          continue;
        }
        last = line;
        this.patience.renew();
        yield parsed;
      }
      if (pending.add(chunk.subarray(start)) > ENDLESS_LINE) throw endless(line + 1);
    }
    const parsed = parseLine(pending.finish(Buffer.alloc(0)), line + 1);
    if (parsed !== undefined) yield parsed;
  }
}

function tooEmpty(line: number): Problem {
  return new Problem(
    'invalid-request',
    `more than ${String(EMPTY_LINES)} empty lines follow line ${String(line)}: leave them out`,
  );
}

function endless(line: number): Problem {
  return new Problem('body-too-large', `line ${String(line)} does not end: leave it out`);
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
