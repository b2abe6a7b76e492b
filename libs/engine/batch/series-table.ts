import type { Row } from '#kernel/ports/views-schema.js';
import type { ByteWriter } from './bytes.js';

/** Rows there is room for at first. */
const ROOM = 256;
/** Where a row has what; dimensions are the last. */
const [VALID, RECORDED, MARK, CUSTOMER, RECORD, DIMENSIONS] = [0, 1, 2, 3, 4, 5] as const;

/** Half of what a double holds exactly: twice as much, which bytes have of it, is still a whole number. */
const EXACT = 2 ** 51;

interface Numbering {
  numberOf(text: string): number;
}

interface Renumbering {
  of(number: number): number;
}

/** The facts of one series, row by row: days as they are, texts as numbers that somebody gives them, measures as doubles. */
export class SeriesTable {
  private readonly name: string;
  private readonly width: number;
  private readonly measures: number;
  private count = 0;
  private whole: Int32Array;
  private values: Float64Array;
  /** Measures that a double does not hold exactly, by their place. */
  private readonly beyond = new Map<number, bigint>();
  /** The texts of the row before: mostly a text is that one, which is quicker to see than to look up. */
  private readonly before: (string | undefined)[] = [];

  /** Every fact of a series has as many dimensions and measures as the first. @param nameNumber of its name, as texts have them */
  constructor(
    { series, dimensions, measures }: Row,
    private readonly nameNumber: number,
  ) {
    this.name = series;
    this.width = DIMENSIONS + dimensions.length;
    this.measures = measures.length;
    this.whole = new Int32Array(this.width * ROOM);
    this.values = new Float64Array(this.measures * ROOM);
  }

  /** @throws Error for a day that no column holds */
  add(row: Row, texts: Numbering): void {
    const at = this.count * this.width;
    if (at === this.whole.length) this.grow();
    this.setDay(at + VALID, row.valid);
    this.setDay(at + RECORDED, row.recorded);
    this.setDay(at + MARK, row.mark);
    this.setText(at, CUSTOMER, row.customer, texts);
    this.setText(at, RECORD, row.record, texts);
    for (let i = DIMENSIONS; i < this.width; i++) this.setText(at, i, row.dimensions[i - DIMENSIONS] as string, texts);
    this.addMeasures(row.measures);
    this.count++;
  }

  *rows(texts: readonly string[]): Iterable<Row> {
    for (let i = 0; i < this.count; i++) {
      const numbers = this.whole.subarray(i * this.width, (i + 1) * this.width);
      const textAt = (place: number): string => texts[numbers[place] as number] as string;
      yield {
        series: this.name,
        valid: numbers[VALID] as number,
        recorded: numbers[RECORDED] as number,
        mark: numbers[MARK] as number,
        customer: textAt(CUSTOMER),
        record: textAt(RECORD),
        dimensions: Array.from({ length: this.width - DIMENSIONS }, (_, k) => textAt(DIMENSIONS + k)),
        measures: Array.from({ length: this.measures }, (_, k) => this.measureAt(i * this.measures + k)),
      };
    }
  }

  /** Its name, how many facts, dimensions and measures there are, and column after column. @param order of texts, by the numbers they have here */
  write(to: ByteWriter, order: Renumbering): void {
    const { whole, width, count } = this;
    to.natural(order.of(this.nameNumber));
    to.natural(count);
    to.natural(width - DIMENSIONS);
    to.natural(this.measures);
    const end = count * width;
    // Texts come up row after row.
    for (let row = 0; row < end; row += width)
      for (let at = row + CUSTOMER; at < row + width; at++) order.of(whole[at] as number);
    for (let column = 0; column < width; column++) {
      if (column < CUSTOMER) this.writeDays(column, to);
      else for (let at = column; at < end; at += width) to.natural(order.of(whole[at] as number));
    }
    for (let column = 0; column < this.measures; column++) this.writeMeasure(column, to);
  }

  /** Each as its difference from the one before. */
  private writeDays(column: number, to: ByteWriter): void {
    let before = 0;
    for (let at = column; at < this.count * this.width; at += this.width) {
      const day = this.whole[at] as number;
      to.integer(day - before);
      before = day;
    }
  }

  private writeMeasure(column: number, to: ByteWriter): void {
    for (let at = column; at < this.count * this.measures; at += this.measures) {
      const beyond = this.beyond.size === 0 ? undefined : this.beyond.get(at);
      if (beyond === undefined) to.integer(this.values[at] as number);
      else to.big(beyond);
    }
  }

  private measureAt(place: number): bigint {
    return this.beyond.get(place) ?? BigInt(this.values[place] as number);
  }

  private setDay(place: number, day: number): void {
    this.whole[place] = day;
    if (this.whole[place] !== day) throw new Error(`a day beyond all that are: ${String(day)}`);
  }

  private setText(row: number, column: number, text: string, texts: Numbering): void {
    const isSame = row > 0 && text === this.before[column];
    this.whole[row + column] = isSame ? (this.whole[row + column - this.width] as number) : texts.numberOf(text);
    this.before[column] = text;
  }

  private addMeasures(measures: readonly bigint[]): void {
    let place = this.count * this.measures;
    for (const measure of measures) {
      const value = Number(measure);
      this.values[place] = value;
      // Only what is beyond as a double is beyond by itself.
      if (value > EXACT || value < -EXACT) this.beyond.set(place, measure);
      place++;
    }
  }

  private grow(): void {
    const { whole, values } = this;
    this.whole = new Int32Array(whole.length * 2);
    this.whole.set(whole);
    this.values = new Float64Array(values.length * 2);
    this.values.set(values);
  }
}
