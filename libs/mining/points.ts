/** Rows one after another: what loops over them makes no objects. */
export interface Points {
  readonly count: number;
  readonly width: number;
  readonly values: Float64Array;
}

export function pointsOf(rows: readonly (readonly number[])[]): Points {
  return { count: rows.length, width: rows[0]?.length ?? 0, values: Float64Array.from(rows.flat()) };
}

export function rowAt(values: Float64Array, place: number, width: number): Float64Array {
  return values.subarray(place * width, (place + 1) * width);
}

/** The squared distance of two rows, each found by where it begins. */
export function squaredAt(a: Float64Array, from: number, b: Float64Array, at: number, width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) {
    const apart = (a[from + j] ?? 0) - (b[at + j] ?? 0);
    sum += apart * apart;
  }
  return sum;
}
