import { deflateRawSync } from 'node:zlib';
import type { Row } from '#kernel/ports/views-schema.js';
import { ByteWriter } from './bytes.js';
import { decodeColumns, VERSION, type FactColumns } from './fact-columns.js';
import type { Texts } from './texts.js';

/** Most of what there is to win, at a third of the time that the best takes. */
const LEVEL = { level: 1 } as const;

/** As `fact-columns` describes it. */
export function encodeFacts(facts: readonly Row[]): Buffer {
  const body = new ByteWriter();
  const texts = new Numbering();
  const bySeries = Map.groupBy(facts, ({ series }) => series);
  body.natural(bySeries.size);
  for (const [series, rows] of bySeries) encodeSeries(series, rows, body, texts);
  const all = new ByteWriter();
  texts.write(all);
  const packed = deflateRawSync(Buffer.concat([all.take(), body.take()]), LEVEL);
  return Buffer.concat([Buffer.of(VERSION), packed]);
}

/** @throws Error as `decodeColumns` */
export function decodeFacts(bytes: Uint8Array): Row[] {
  const { texts, series } = decodeColumns(bytes);
  return series.flatMap((columns) => Array.from({ length: columns.count }, (_, i) => rowAt(i, columns, texts)));
}

function encodeSeries(series: string, rows: readonly Row[], to: ByteWriter, texts: Numbering): void {
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

function rowAt(i: number, columns: FactColumns, texts: Texts): Row {
  const textOf = (column: Uint32Array): string => texts.at(column[i] as number);
  return {
    series: columns.series,
    valid: columns.valid[i] as number,
    recorded: columns.recorded[i] as number,
    mark: columns.mark[i] as number,
    customer: textOf(columns.customer),
    record: textOf(columns.record),
    dimensions: columns.dimensions.map(textOf),
    measures: columns.measures.map(({ values, beyond }) => beyond.get(i) ?? BigInt(values[i] as number)),
  };
}

/** Gives texts their numbers. */
class Numbering {
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
