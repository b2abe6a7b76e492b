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

/** Fact by fact, into the columns side by side: walking through all facts once for each column takes twice as long. */
function encodeSeries(series: string, rows: readonly Row[], to: ByteWriter, texts: Numbering): void {
  const [first] = rows as [Row];
  to.natural(texts.numberOf(series));
  to.natural(rows.length);
  to.natural(first.dimensions.length);
  to.natural(first.measures.length);
  const [valid, recorded, mark] = [new Differences(), new Differences(), new Differences()];
  const [customer, record] = [new Numbers(texts), new Numbers(texts)];
  const dimensions = first.dimensions.map(() => new Numbers(texts));
  const measures = first.measures.map(() => new ByteWriter());
  for (const row of rows) {
    valid.add(row.valid);
    recorded.add(row.recorded);
    mark.add(row.mark);
    customer.add(row.customer);
    record.add(row.record);
    for (let i = 0; i < dimensions.length; i++) dimensions[i]?.add(row.dimensions[i] as string);
    for (let i = 0; i < measures.length; i++) measures[i]?.big(row.measures[i] as bigint);
  }
  for (const { bytes } of [valid, recorded, mark, customer, record, ...dimensions]) to.append(bytes);
  for (const bytes of measures) to.append(bytes);
}

/** Whole numbers, each as its difference from the one before. */
class Differences {
  readonly bytes = new ByteWriter();
  private before = 0;

  add(value: number): void {
    this.bytes.integer(value - this.before);
    this.before = value;
  }
}

/** The numbers of texts. Mostly a text is that of the fact before, which is quicker to see than to look up. */
class Numbers {
  readonly bytes = new ByteWriter();
  private before: string | undefined;
  private number = 0;

  constructor(private readonly texts: Numbering) {}

  add(text: string): void {
    if (text !== this.before) this.number = this.texts.numberOf(text);
    this.before = text;
    this.bytes.natural(this.number);
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
