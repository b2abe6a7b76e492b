import { parseDecimal } from '#kernel/decimal.js';

/** A row of an answer. */
export type AnsweredRow = Readonly<Record<string, string | number | null>>;

/** What rows come to by quarter, in millionths; of each metric, where that is not nothing. */
export function byQuarter(rows: readonly AnsweredRow[], metrics: readonly string[]): Readonly<Record<string, string>> {
  const sums = new Map<string, bigint>();
  for (const row of rows)
    for (const name of metrics) {
      const key = `${name} ${String(row['quarter'])}`;
      sums.set(key, (sums.get(key) ?? 0n) + parseDecimal(row[name] ?? 0));
    }
  return Object.fromEntries([...sums].flatMap(([key, sum]) => (sum === 0n ? [] : [[key, String(sum)]])));
}
