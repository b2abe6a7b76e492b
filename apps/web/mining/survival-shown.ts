import type { Survival } from '#client/index.js';
import type { Shown } from '../book/answer.js';

type Part = Survival['parts'][number];

/** As many are told apart in a drawing. */
export const DRAWN_PARTS = 8;
const STEPS = 40;
/** A month or so, and no less: a curve has a step for each day that somebody is lost on. */
const LEAST_STEP = 30;

/**
 * Curves as an answer with a row every so many days, equally far apart, of the parts with the most customers.
 * @param nameOf what a part is called
 */
export function survivalShown(
  { parts, asOf, position }: Pick<Survival, 'parts' | 'asOf' | 'position'>,
  {
    nameOf,
    days,
    currency,
  }: { readonly nameOf: (part: string) => string; readonly days: string; readonly currency: string },
): Shown {
  const drawn = parts.toSorted((a, b) => b.customers - a.customers).slice(0, DRAWN_PARTS);
  const longest = Math.max(0, ...drawn.map(({ curve }) => curve.at(-1)?.days ?? 0));
  const step = Math.max(LEAST_STEP, Math.ceil(longest / STEPS / LEAST_STEP) * LEAST_STEP);
  const times = Array.from({ length: Math.floor(longest / step) + 1 }, (_, i) => i * step);
  const columns = drawn.map(({ part }) => ({ name: nameOf(part), type: 'number' as const, unit: 'ratio' }));
  return {
    columns: [{ name: days, type: 'string', unit: '' }, ...columns],
    rows: times.map((day) => ({
      [days]: String(day),
      ...Object.fromEntries(drawn.map((one) => [nameOf(one.part), thereAfter(one, day)])),
    })),
    totals: Object.fromEntries(columns.map(({ name }) => [name, null])),
    meta: { position, asOf, knownAt: null, incomplete: [], currency },
  };
}

/** The share that is still there at the end of a day; null after the last day of the curve, of which nothing is known. */
function thereAfter({ curve }: Part, day: number): number | null {
  if (day > (curve.at(-1)?.days ?? 0)) return null;
  return curve.findLast(({ days }) => days <= day)?.survival ?? 1;
}
