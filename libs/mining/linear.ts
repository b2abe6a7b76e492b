/**
 * The x of A x = b for a symmetric A of which all that it stands for is above 0 (Cholesky); undefined where it is not, so that there is no
 * one x. @param matrix rows of A
 */
export function solved(matrix: readonly (readonly number[])[], b: readonly number[]): readonly number[] | undefined {
  const lower = cholesky(matrix);
  if (lower === undefined) return undefined;
  const at = (i: number, j: number): number => lower[i]?.[j] ?? 0;
  const y: number[] = [];
  for (const [i, value] of b.entries()) {
    const known = y.reduce((sum, one, j) => sum + at(i, j) * one, 0);
    y.push((value - known) / at(i, i));
  }
  const x = b.map(() => 0);
  for (let i = b.length - 1; i >= 0; i--) {
    let known = 0;
    for (let j = i + 1; j < b.length; j++) known += at(j, i) * (x[j] ?? 0);
    x[i] = ((y[i] ?? 0) - known) / at(i, i);
  }
  return x;
}

/** The lower triangle whose product with itself turned over is the matrix. */
function cholesky(matrix: readonly (readonly number[])[]): readonly (readonly number[])[] | undefined {
  const lower: number[][] = [];
  for (const [i, row] of matrix.entries()) {
    const own: number[] = [];
    lower.push(own);
    for (let j = 0; j <= i; j++) {
      const other = lower[j] ?? [];
      const known = other.slice(0, j).reduce((sum, value, k) => sum + value * (own[k] ?? 0), 0);
      const rest = (row[j] ?? 0) - known;
      if (i === j && !(rest > 0)) return undefined;
      own.push(i === j ? Math.sqrt(rest) : rest / (other[j] ?? 1));
    }
  }
  return lower;
}
