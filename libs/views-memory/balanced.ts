import type { Row, SeriesSchema } from '#kernel/ports/views-schema.js';
import { atRate, type Balance, type Rate, type Worth } from '#kernel/ports/worth.js';

/** Facts of one a day with what they are worth as a `Balance` has it; without those that are worth nothing. */
export function balanced(
  facts: readonly Row[],
  { by, own, rates }: Worth,
  { level, apart, steps, rest }: Balance,
  { dimensions, measures }: SeriesSchema,
): readonly Row[] {
  const names = Object.keys(measures);
  const [unit, apartAt] = [dimensions.indexOf(by), dimensions.indexOf(apart)];
  const ownOf = ({ measures: amounts }: Row, name: string): bigint => amounts[names.indexOf(own[name] ?? name)] ?? 0n;
  const isLevel = ({ dimensions: values }: Row): boolean => values[apartAt] === '';
  const standing = ({ customer, record, mark, dimensions: values }: Row): string =>
    JSON.stringify([customer, record, mark, values.toSpliced(apartAt, 1)]);
  const stands = new Map<string, bigint>();

  const ofADay = (rows: readonly Row[], rate: Rate): readonly Row[] => {
    const key = standing(rows[0] as Row);
    const before = stands.get(key) ?? 0n;
    const after = rows.filter(isLevel).reduce((sum, row) => sum + ownOf(row, level), before);
    stands.set(key, after);
    const change = atRate(after, rate) - atRate(before, rate);
    const told = rows.flatMap((row) =>
      Object.entries(steps).map(([name, sign]) => BigInt(sign) * atRate(ownOf(row, name), rate)),
    );
    const left = told.reduce((sum, step) => sum - step, change);
    return rows.map((row) => {
      const taker = isLevel(row) ? (rest.find((name) => ownOf(row, name) !== 0n) ?? rest[0]) : undefined;
      const amounts = names.map((name, i) => {
        if (own[name] === undefined) return row.measures[i] ?? 0n;
        if (name === level) return isLevel(row) ? change : 0n;
        return atRate(ownOf(row, name), rate) + (name === taker ? BigInt(steps[name] ?? 0) * left : 0n);
      });
      return { ...row, measures: amounts };
    });
  };

  const inOrder = facts.toSorted((a, b) => a.valid - b.valid);
  return [...Map.groupBy(inOrder, (row) => `${String(row.valid)} ${standing(row)}`).values()].flatMap((rows) => {
    const inUnit = rows[0]?.dimensions[unit] ?? '';
    const rate = Object.hasOwn(rates, inUnit) ? rates[inUnit] : undefined;
    return rate === undefined ? [] : ofADay(rows, rate);
  });
}
