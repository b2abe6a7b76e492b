import { inflateRawSync } from 'node:zlib';
import { ByteReader } from './bytes.js';
import { Texts } from './texts.js';

/**
 * The facts of a batch as bytes, column by column. Permanent: stored batches are read by every later release. The first byte is the version;
 * after it, deflated (RFC 1951):
 *
 * - how many texts there are, and the texts, each once, in the order they come up;
 * - how many series there are; of each its name, how many facts, dimensions and measures it has, then its columns: valid day, recorded day
 *   and mark as differences from the fact before, customer, record and dimensions as numbers of texts, measures as they are.
 *
 * Facts of different series lose their order among each other, which means nothing; those of a series keep it.
 */
export const VERSION = 1;

/** The facts of one series, column by column: what is at one place of every column is one fact. Customers, records and dimensions are numbers of texts. */
export interface FactColumns {
  readonly series: string;
  readonly count: number;
  readonly valid: Int32Array;
  readonly recorded: Int32Array;
  readonly mark: Int32Array;
  readonly customer: Uint32Array;
  readonly record: Uint32Array;
  /** In the order of the schema, as measures are. */
  readonly dimensions: readonly Uint32Array[];
  readonly measures: readonly MeasureColumn[];
}

/** Whole numbers. Those that a double does not hold exactly are in `beyond`, by their place, and have NaN among the `values`. */
export interface MeasureColumn {
  readonly values: Float64Array;
  readonly beyond: ReadonlyMap<number, bigint>;
}

export interface DecodedFacts {
  readonly texts: Texts;
  readonly series: readonly FactColumns[];
}

/** Facts as `encodeFacts` made them, without an object for each. @throws Error for bytes that are no facts, or of a later release */
export function decodeColumns(bytes: Uint8Array): DecodedFacts {
  if (bytes[0] !== VERSION) throw new Error(`facts of version ${String(bytes[0])}, which this release does not know`);
  const reader = new ByteReader(inflateRawSync(bytes.subarray(1)));
  const texts = Texts.from(reader);
  const series: FactColumns[] = [];
  for (let left = reader.natural(); left > 0; left--) series.push(columnsOf(reader, texts));
  if (reader.left > 0) throw new Error('there is more behind the facts');
  return { texts, series };
}

function columnsOf(from: ByteReader, texts: Texts): FactColumns {
  const series = texts.at(from.natural());
  const [count, dimensions, measures] = [from.natural(), from.natural(), from.natural()];
  // Each value takes a byte or more: a damaged count is found out before there is room made for it.
  if (count * (5 + dimensions + measures) > from.left) throw new Error('more facts are named than there are');
  return {
    series,
    count,
    valid: days(from, count),
    recorded: days(from, count),
    mark: days(from, count),
    customer: numbers(from, count, texts),
    record: numbers(from, count, texts),
    dimensions: Array.from({ length: dimensions }, () => numbers(from, count, texts)),
    measures: Array.from({ length: measures }, () => measure(from, count)),
  };
}

/** Each is stored as its difference from the one before. */
function days(from: ByteReader, count: number): Int32Array {
  const column = new Int32Array(count);
  let value = 0;
  for (let i = 0; i < count; i++) {
    value += from.integer();
    column[i] = value;
    if (column[i] !== value) throw new Error('a day beyond all that are');
  }
  return column;
}

function numbers(from: ByteReader, count: number, texts: Texts): Uint32Array {
  const column = new Uint32Array(count);
  for (let i = 0; i < count; i++) {
    const number = from.natural();
    if (number >= texts.count) throw new Error('a text that is not there');
    column[i] = number;
  }
  return column;
}

function measure(from: ByteReader, count: number): MeasureColumn {
  const values = new Float64Array(count);
  const beyond = new Map<number, bigint>();
  for (let i = 0; i < count; i++) {
    const value = from.whole();
    if (typeof value === 'bigint') beyond.set(i, value);
    values[i] = typeof value === 'bigint' ? NaN : value;
  }
  return { values, beyond };
}
