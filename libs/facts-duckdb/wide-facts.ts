import type { FactColumns, MeasureColumn } from '#engine/batch/fact-columns.js';
import type { Layout } from './layout.js';

/** The least amount of more than 18 digits, in millionths. */
const WIDE = 10n ** 18n;

/** Facts for the two tables of a series: those that have an amount of more than 18 digits, and all others. */
export function split(
  layout: Layout,
  facts: FactColumns,
): { readonly narrow: FactColumns; readonly wide?: FactColumns } {
  const places = new Set(
    layout.table.columns.flatMap((column) => (column.kind === 'amount' ? placesOf(column.of(facts)) : [])),
  );
  if (places.size === 0) return { narrow: facts };
  const all = Array.from({ length: facts.count }, (_, i) => i);
  return {
    narrow: at(
      facts,
      all.filter((i) => !places.has(i)),
    ),
    wide: at(
      facts,
      all.filter((i) => places.has(i)),
    ),
  };
}

function placesOf({ beyond }: MeasureColumn): readonly number[] {
  if (beyond.size === 0) return [];
  return [...beyond].flatMap(([place, value]) => (value >= WIDE || value <= -WIDE ? [place] : []));
}

function at(facts: FactColumns, places: readonly number[]): FactColumns {
  const days = (from: Int32Array): Int32Array => Int32Array.from(places, (place) => from[place] as number);
  const numbers = (from: Uint32Array): Uint32Array => Uint32Array.from(places, (place) => from[place] as number);
  return {
    series: facts.series,
    count: places.length,
    valid: days(facts.valid),
    recorded: days(facts.recorded),
    mark: days(facts.mark),
    customer: numbers(facts.customer),
    record: numbers(facts.record),
    dimensions: facts.dimensions.map(numbers),
    measures: facts.measures.map(({ values, beyond }) => ({
      values: Float64Array.from(places, (place) => values[place] as number),
      beyond: new Map(
        places.flatMap((place, i): [number, bigint][] => {
          const value = beyond.get(place);
          return value === undefined ? [] : [[i, value]];
        }),
      ),
    })),
  };
}
