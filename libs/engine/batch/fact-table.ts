import { deflateRawSync } from 'node:zlib';
import type { Row } from '#kernel/ports/views-schema.js';
import { ByteWriter } from './bytes.js';
import { VERSION } from './fact-columns.js';
import { SeriesTable } from './series-table.js';

/** Most of what there is to win, at a third of the time that the best takes. */
const LEVEL = { level: 1 } as const;

/**
 * Facts of a batch in the making, as numbers side by side: as objects those of a batch outlive what V8 takes for short-lived, and looking after
 * them costs as much as folding them. Walked through it gives facts again; those of a series keep their order, series lose theirs.
 */
export class FactTable implements Iterable<Row> {
  private texts: Texts = new Texts();
  private series = new Map<string, SeriesTable>();

  static of(facts: Iterable<Row>): FactTable {
    if (facts instanceof FactTable) return facts;
    const table = new FactTable();
    for (const fact of facts) table.add(fact);
    return table;
  }

  /** @throws Error for a day that no column holds */
  add(fact: Row): void {
    let own = this.series.get(fact.series);
    if (own === undefined) {
      own = new SeriesTable(fact, this.texts.numberOf(fact.series));
      this.series.set(fact.series, own);
    }
    own.add(fact, this.texts);
  }

  /** Another table is not used any more after this. */
  addAll(facts: Iterable<Row>): void {
    if (facts instanceof FactTable && this.series.size === 0) ({ texts: this.texts, series: this.series } = facts);
    else for (const fact of facts) this.add(fact);
  }

  *[Symbol.iterator](): Iterator<Row> {
    for (const own of this.series.values()) yield* own.rows(this.texts.all);
  }

  /** As `fact-columns` describes it. */
  encode(): Buffer {
    const body = new ByteWriter();
    const order = new Order(this.texts.all.length);
    body.natural(this.series.size);
    // Texts are numbered as they come up when series after series is read.
    for (const own of this.series.values()) own.write(body, order);
    const all = new ByteWriter();
    all.natural(order.inOrder.length);
    for (const number of order.inOrder) all.text(this.texts.all[number] as string);
    const packed = deflateRawSync(Buffer.concat([all.take(), body.take()]), LEVEL);
    return Buffer.concat([Buffer.of(VERSION), packed]);
  }
}

/** Gives texts their numbers, in the order in which they come. */
class Texts {
  readonly all: string[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(text: string): number {
    const known = this.numbers.get(text);
    if (known !== undefined) return known;
    this.numbers.set(text, this.all.length);
    return this.all.push(text) - 1;
  }
}

/** Other numbers for those that texts have. */
class Order {
  readonly inOrder: number[] = [];
  private readonly others: Int32Array;

  constructor(count: number) {
    this.others = new Int32Array(count).fill(-1);
  }

  of(number: number): number {
    const known = this.others[number];
    if (known !== undefined && known >= 0) return known;
    this.others[number] = this.inOrder.length;
    return this.inOrder.push(number) - 1;
  }
}
