import duckdb, { type Vector } from '@duckdb/node-bindings';
import type { MeasureColumn } from '#engine/batch/fact-columns.js';
import type { Texts } from '#engine/batch/texts.js';

/** Rows a chunk of DuckDB holds. */
export const CHUNK = 2_048;

/** Bytes of a text in a vector: its length in 4, then as much as 12 of it, or where the rest is. */
const TEXT = 16;
const INLINE = 12;

/** What is written to a vector is put together here, then copied at once. */
const ints = new Int32Array(CHUNK * 4);
const bytes = Buffer.from(ints.buffer);

/** Rows of a column from one place on. */
export interface Part {
  readonly from: number;
  readonly count: number;
}

export function writeDays(to: Vector, days: Int32Array, { from, count }: Part): void {
  duckdb.copy_data_to_vector(to, 0, days.buffer as ArrayBuffer, days.byteOffset + from * 4, count * 4);
}

/** @param ids by the number of a text */
export function writeIds(to: Vector, numbers: Uint32Array, { from, count }: Part, ids: Int32Array): void {
  for (let i = 0; i < count; i++) ints[i] = ids[numbers[from + i] as number] as number;
  duckdb.copy_data_to_vector(to, 0, ints.buffer, 0, count * 4);
}

export function writeTexts(to: Vector, numbers: Uint32Array, { from, count }: Part, texts: Texts): void {
  const long: number[] = [];
  for (let i = 0; i < count; i++) if (!isWritten(i, numbers[from + i] as number, texts)) long.push(i);
  duckdb.copy_data_to_vector(to, 0, ints.buffer, 0, count * TEXT);
  for (const i of long) {
    const number = numbers[from + i] as number;
    duckdb.vector_assign_string_element_len(to, i, texts.bytes.subarray(texts.starts[number], texts.ends[number]));
  }
}

/** Short texts of ASCII are put into their place as they are. What is not is left to DuckDB, which looks at it. */
function isWritten(i: number, number: number, texts: Texts): boolean {
  const start = texts.starts[number] as number;
  const size = (texts.ends[number] as number) - start;
  ints.fill(0, i * 4, i * 4 + 4);
  if (size > INLINE) return false;
  for (let at = 0; at < size; at++) {
    const byte = texts.bytes[start + at] as number;
    if (byte > 0x7f) return false;
    bytes[i * TEXT + 4 + at] = byte;
  }
  ints[i * 4] = size;
  return true;
}

/** Counts, and amounts of up to 18 digits. @throws Error for more than 64 bits */
export function writeNarrow(to: Vector, { values, beyond }: MeasureColumn, { from, count }: Part): void {
  for (let i = 0; i < count; i++) {
    const value = values[from + i] as number;
    if (Number.isNaN(value)) putBig(i * 2, beyond.get(from + i) as bigint, 2);
    else putNumber(i * 2, value);
  }
  duckdb.copy_data_to_vector(to, 0, ints.buffer, 0, count * 8);
}

/** @throws Error for an amount of more than 38 digits */
export function writeWide(to: Vector, { values, beyond }: MeasureColumn, { from, count }: Part): void {
  for (let i = 0; i < count; i++) {
    const value = values[from + i] as number;
    if (Number.isNaN(value)) putBig(i * 4, beyond.get(from + i) as bigint, 4);
    else {
      putNumber(i * 4, value);
      ints[i * 4 + 2] = ints[i * 4 + 3] = value < 0 ? -1 : 0;
    }
  }
  duckdb.copy_data_to_vector(to, 0, ints.buffer, 0, count * 16);
}

/** As 64 bits, the lowest first: an element takes a number's lowest 32 as they are. */
function putNumber(at: number, value: number): void {
  ints[at] = value;
  ints[at + 1] = Math.floor(value / 0x1_0000_0000);
}

const MOST = 10n ** 38n - 1n;

function putBig(at: number, value: bigint, words: 2 | 4): void {
  const fits = words === 2 ? BigInt.asIntN(64, value) === value : value >= -MOST && value <= MOST;
  if (!fits) throw new Error(`a measure of ${String(value)} is more than the index can hold`);
  for (let i = 0; i < words; i++) ints[at + i] = Number(BigInt.asIntN(32, value >> BigInt(32 * i)));
}
