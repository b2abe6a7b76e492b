import type { Places } from '#kernel/ports/places.js';
import type { Row, ViewSchema } from '#kernel/ports/views-schema.js';

/** Where somebody stands, by column. */
type Place = Readonly<Record<string, string>>;

/** Where each customer stands, by the moves there are of it; of whom it is not known, there is none. @param recordedTo the last day they may be recorded on */
export function placesIn(
  moves: readonly Row[],
  { series, measure, day, columns, merged = [] }: Places,
  schema: ViewSchema,
  recordedTo = Infinity,
): ReadonlyMap<string, Place> {
  const { dimensions = [], measures = {} } = schema.series.find(({ name }) => name === series) ?? {};
  const count = Object.keys(measures).indexOf(measure);
  const counts = new Map<string, Map<string, bigint>>();
  for (const row of moves) {
    if (row.valid > day || row.recorded > recordedTo) continue;
    const own = counts.get(row.customer) ?? new Map<string, bigint>();
    counts.set(row.customer, own);
    for (const [side, sign] of [
      ['from', -1n],
      ['to', 1n],
    ] as const) {
      const place = Object.entries(columns).map(([name, column]) => [
        name,
        row.dimensions[dimensions.indexOf(column[side])],
      ]);
      const key = JSON.stringify(place);
      own.set(key, (own.get(key) ?? 0n) + sign * (row.measures[count] ?? 0n));
    }
  }
  const places = [...counts].flatMap(([customer, own]): [string, Place][] => {
    const stands = [...own].find(([, sum]) => sum > 0n);
    return stands === undefined ? [] : [[customer, Object.fromEntries(JSON.parse(stands[0]) as [string, string][])]];
  });
  const found = new Map(places);
  for (const [customer, survivor] of merged) {
    const place = found.get(survivor);
    if (place === undefined) found.delete(customer);
    else found.set(customer, place);
  }
  return found;
}
