import type { Rate } from '#kernel/ports/worth.js';

/** Amounts of fewer units are multiplied in 64 bits: 10^12 millionths times 10^6 are within 18 digits. */
const MOST_UNITS = 999_999;
/** What 64 bits hold, and a bit less. */
const MOST = 9_000_000_000_000_000_000n;

/** What is worth something, by its number or its day, with its rate. */
export function ratesTable(key: string, rows: readonly (readonly [number, Rate])[]): string {
  const lists = {
    [key]: [rows.map(([id]) => id), 'INTEGER'],
    times: [rows.map(([, { times }]) => times), 'BIGINT'],
    over: [rows.map(([, { over }]) => over), 'BIGINT'],
  } as const;
  // As one text each, as windows have their days.
  return `SELECT ${Object.entries(lists)
    .map(([name, [list, type]]) => `unnest('[${list.join()}]'::${type}[]) AS "${name}"`)
    .join()}`;
}

/** As a whole number of any size: a sum of some has 38 digits. */
export function millionths(amount: string): string {
  return `CAST(CAST(${amount} AS DECIMAL(38,6)) * 1000000 AS HUGEINT)`;
}

/** An amount x times / over of a joined table, rounded half-even: what is small in 64 bits, which takes a tenth of the time. */
export function worthAt(amount: string, from: 'own' | 'other', rates: readonly Rate[]): string {
  const [times, over] = [`${from}.times`, `${from}."over"`];
  const largest = rates.reduce((most, rate) => (BigInt(rate.times) > most ? BigInt(rate.times) : most), 1n);
  const limit = Math.min(MOST_UNITS, Number(MOST / 1_000_000n / largest));
  const small = `abs(${amount}) < ${String(limit)}`;
  const whole = `CAST(${amount} * 1000000 AS BIGINT)`;
  return `CASE WHEN ${amount} = 0 THEN 0::HUGEINT
    WHEN ${small} AND ${times} = ${over} THEN ${whole}::HUGEINT
    WHEN ${small} THEN ${halfEven(`(${whole} * ${times})`, over)}::HUGEINT
    ELSE ${halfEven(`(${millionths(amount)} * ${times})`, over)} END`;
}

/**
 * n / over, rounded half-even: cut towards zero, then one further where twice the rest, and one more where what was cut is odd, is over
 * `over`. Said in few words, since planning a statement takes as long as it is.
 */
function halfEven(n: string, over: string): string {
  const cut = `${n} // ${over}`;
  return `(${cut} + CASE WHEN 2 * abs(${n} % ${over}) + abs(${cut} % 2) > ${over} THEN sign(${n}) ELSE 0 END)`;
}
