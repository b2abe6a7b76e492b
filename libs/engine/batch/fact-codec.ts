import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Row } from '#kernel/ports/views-schema.js';
import { ByteReader, ByteWriter } from './bytes.js';

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
const VERSION = 1;

/** Most of what there is to win, at a third of the time that the best takes. */
const LEVEL = { level: 1 } as const;

export function encodeFacts(facts: readonly Row[]): Buffer {
  const body = new ByteWriter();
  const texts = new Texts();
  const bySeries = Map.groupBy(facts, ({ series }) => series);
  body.natural(bySeries.size);
  for (const [series, rows] of bySeries) encodeSeries(series, rows, body, texts);
  const all = new ByteWriter();
  texts.write(all);
  const packed = deflateRawSync(Buffer.concat([all.take(), body.take()]), LEVEL);
  return Buffer.concat([Buffer.of(VERSION), packed]);
}

/** @throws Error for bytes that are no facts, or of a later release */
export function decodeFacts(bytes: Uint8Array): Row[] {
  if (bytes[0] !== VERSION) throw new Error(`facts of version ${String(bytes[0])}, which this release does not know`);
  const reader = new ByteReader(inflateRawSync(bytes.subarray(1)));
  const texts = many(reader.natural(), () => reader.text());
  const rows: Row[] = [];
  for (let series = reader.natural(); series > 0; series--) decodeSeries(reader, texts, rows);
  if (!reader.isAtEnd) throw new Error('there is more behind the facts');
  return rows;
}

function encodeSeries(series: string, rows: readonly Row[], to: ByteWriter, texts: Texts): void {
  const [first] = rows as [Row];
  to.natural(texts.numberOf(series));
  to.natural(rows.length);
  to.natural(first.dimensions.length);
  to.natural(first.measures.length);
  differences(rows, ({ valid }) => valid, to);
  differences(rows, ({ recorded }) => recorded, to);
  differences(rows, ({ mark }) => mark, to);
  for (const { customer } of rows) to.natural(texts.numberOf(customer));
  for (const { record } of rows) to.natural(texts.numberOf(record));
  for (let i = 0; i < first.dimensions.length; i++)
    for (const { dimensions } of rows) to.natural(texts.numberOf(dimensions[i] as string));
  for (let i = 0; i < first.measures.length; i++) for (const { measures } of rows) to.big(measures[i] as bigint);
}

function differences(rows: readonly Row[], valueOf: (row: Row) => number, to: ByteWriter): void {
  let before = 0;
  for (const row of rows) {
    const value = valueOf(row);
    to.integer(value - before);
    before = value;
  }
}

function decodeSeries(from: ByteReader, texts: readonly string[], rows: Row[]): void {
  const text = (): string => {
    const found = texts[from.natural()];
    if (found === undefined) throw new Error('a text that is not there');
    return found;
  };
  const series = text();
  const [count, dimensions, measures] = [from.natural(), from.natural(), from.natural()];
  const [valid, recorded, mark] = [running(from, count), running(from, count), running(from, count)];
  const customer = many(count, text);
  const record = many(count, text);
  const cut = many(dimensions, () => many(count, text));
  const sums = many(measures, () => many(count, () => from.big()));
  for (let i = 0; i < count; i++)
    rows.push({
      series,
      valid: valid[i] as number,
      recorded: recorded[i] as number,
      mark: mark[i] as number,
      customer: customer[i] as string,
      record: record[i] as string,
      dimensions: cut.map((column) => column[i] as string),
      measures: sums.map((column) => column[i] as bigint),
    });
}

function running(from: ByteReader, count: number): readonly number[] {
  let value = 0;
  return many(count, () => (value += from.integer()));
}

function many<Value>(count: number, next: () => Value): Value[] {
  const values: Value[] = [];
  // Not made to measure: a damaged count is found out by the bytes' end, not by the memory's.
  for (let i = 0; i < count; i++) values.push(next());
  return values;
}

/** Texts by number. */
class Texts {
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.numbers.size);
    return this.numbers.size - 1;
  }

  write(to: ByteWriter): void {
    to.natural(this.numbers.size);
    for (const text of this.numbers.keys()) to.text(text);
  }
}
