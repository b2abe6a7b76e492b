import duckdb from '@duckdb/node-bindings';
import {
  DuckDBDecimal128Vector,
  DuckDBDecimalValue,
  DuckDBHugeIntVector,
  DuckDBIntegerVector,
  type DuckDBDataChunk,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SumColumn, TextColumn } from '#kernel/ports/views.js';

/** Whole numbers of 32 bits. */
export class NumbersRead {
  private readonly parts: Int32Array[] = [];

  take(chunk: DuckDBDataChunk, column: number): void {
    this.parts.push(numbersIn(chunk, column).slice());
  }

  all(): Int32Array {
    const all = new Int32Array(lengthOf(this.parts));
    joined(this.parts, (part, at) => all.set(part, at));
    return all;
  }
}

/** Texts, or whole numbers of 32 bits that stand for some. */
export class TextsRead<Value extends string | number> {
  private readonly places = new Map<Value, number>();
  private readonly parts: Uint32Array[] = [];

  /** @param valuesIn of a column @param textOf called once for each that is different */
  constructor(
    private readonly valuesIn: (chunk: DuckDBDataChunk, column: number) => ArrayLike<Value>,
    private readonly textOf: (value: Value) => string,
  ) {}

  take(chunk: DuckDBDataChunk, column: number): void {
    const values = this.valuesIn(chunk, column);
    const part = new Uint32Array(values.length);
    for (let i = 0; i < part.length; i++) {
      const value = values[i] as Value;
      const known = this.places.get(value) ?? this.places.size;
      if (known === this.places.size) this.places.set(value, known);
      part[i] = known;
    }
    this.parts.push(part);
  }

  all(): TextColumn {
    const at = new Uint32Array(lengthOf(this.parts));
    joined(this.parts, (part, from) => at.set(part, from));
    return { texts: Array.from(this.places.keys(), this.textOf), at };
  }
}

/** Counts, or amounts in millionths: of 128 bits, of which 64 are hardly ever needed. */
export class SumsRead {
  private readonly parts: SumColumn[] = [];

  take(chunk: DuckDBDataChunk, column: number): void {
    const vector = chunk.getColumnVector(column);
    const isLong = vector instanceof DuckDBHugeIntVector || vector instanceof DuckDBDecimal128Vector;
    const short = isLong ? shortened(chunk, column) : undefined;
    this.parts.push(short ?? Array.from({ length: chunk.rowCount }, (_, i) => wholeOf(vector.getItem(i))));
  }

  all(): SumColumn {
    if (!this.parts.every((part) => part instanceof BigInt64Array)) return this.parts.flatMap((part) => [...part]);
    const all = new BigInt64Array(lengthOf(this.parts));
    joined(this.parts, (part, at) => all.set(part, at));
    return all;
  }
}

/** A count, or an amount in millionths. */
export function wholeOf(value: DuckDBValue): bigint {
  if (value instanceof DuckDBDecimalValue) return value.value;
  return BigInt(value as bigint | number);
}

/** Numbers of 128 bits, the lowest word first, as numbers of 64; undefined where one of them does not fit. */
function shortened(chunk: DuckDBDataChunk, column: number): BigInt64Array | undefined {
  const words = wordsIn(chunk, column, 4);
  const { rowCount } = chunk;
  const short = new BigInt64Array(rowCount);
  const halves = new Int32Array(short.buffer);
  for (let i = 0; i < rowCount; i++) {
    const [from, to] = [4 * i, 2 * i];
    const sign = (words[from + 1] as number) >> 31;
    if (words[from + 2] !== sign || words[from + 3] !== sign) return undefined;
    halves[to] = words[from] as number;
    halves[to + 1] = words[from + 1] as number;
  }
  return short;
}

/** Whole numbers of 32 bits, good until the next chunk. */
export function numbersIn(chunk: DuckDBDataChunk, column: number): Int32Array {
  const vector = chunk.getColumnVector(column);
  if (vector instanceof DuckDBIntegerVector) return wordsIn(chunk, column, 1);
  return Int32Array.from({ length: chunk.rowCount }, (_, i) => Number(vector.getItem(i)));
}

export function textsIn(chunk: DuckDBDataChunk, column: number): readonly string[] {
  const vector = chunk.getColumnVector(column);
  return Array.from({ length: chunk.rowCount }, (_, i) => String(vector.getItem(i)));
}

/** A column as it lies in memory, which is good until the next chunk. @param width words of 32 bits that each value has */
function wordsIn({ chunk, rowCount }: DuckDBDataChunk, column: number, width: number): Int32Array {
  const bytes = duckdb.vector_get_data(duckdb.data_chunk_get_vector(chunk, column), rowCount * width * 4);
  return new Int32Array(bytes.buffer, bytes.byteOffset, rowCount * width);
}

function lengthOf(parts: readonly { readonly length: number }[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}

function joined<Part extends { readonly length: number }>(
  parts: readonly Part[],
  put: (part: Part, at: number) => void,
): void {
  let at = 0;
  for (const part of parts) {
    put(part, at);
    at += part.length;
  }
}
