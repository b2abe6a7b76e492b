import type { CellColumns } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';
import type { Customers } from './by-customer.js';
import { NONE, Numbers } from './numbers.js';

/** Who is in which tier at the end of each origin. */
export interface TiersAt {
  /** Undefined for who is in none. @param rank of the customer @param place of the origin */
  of(rank: number, place: number): string | undefined;
}

/**
 * Who is in a tier at the end of each origin: more moved into it by then than out of it, of what was recorded up to what was known then.
 * @param into grouped by customer, tier and recorded day, a window up to each origin @param known by origin
 */
export function tiersAt(
  into: CellColumns,
  outOf: CellColumns,
  { known, customers }: { readonly known: readonly number[]; readonly customers: Customers },
  step: Step,
): TiersAt {
  const tiers = [...new Set([into, outOf].flatMap(({ groups }) => groups[1]?.texts ?? []))];
  const sides = [movesIn(into, 1, tiers, customers, step), movesIn(outOf, -1, tiers, customers, step)];
  const places = known.length;
  const found = new Int32Array(customers.ids.length * places).fill(-1);
  const inside = new Float64Array(tiers.length * places);
  for (let rank = 0; rank < customers.ids.length; rank++) {
    step();
    inside.fill(0);
    for (const side of sides) side.addTo(inside, rank, known);
    for (let i = 0; i < inside.length; i++)
      if ((inside[i] as number) > 0) found[rank * places + (i % places)] = Math.floor(i / places);
  }
  return { of: (rank, place) => tiers[found[rank * places + place] as number] };
}

/** Moves into tiers, or out of them. */
function movesIn(
  { windows, groups, sums: [moves = []] }: CellColumns,
  sign: 1 | -1,
  tiers: readonly string[],
  customers: Customers,
  step: Step,
) {
  const [customer = NONE, tier = NONE, recordedOn = NONE] = groups;
  const { starts, rows } = customers.rowsOf(customer, step);
  const recorded = new Numbers(recordedOn);
  const tierAt = Uint32Array.from(tier.texts, (text) => tiers.indexOf(text));
  return {
    /** @param inside for each tier a number by origin */
    addTo(inside: Float64Array, rank: number, known: readonly number[]): void {
      for (let i = starts[rank] as number; i < (starts[rank + 1] as number); i++) {
        const row = rows[i] as number;
        const first = (tierAt[tier.at[row] as number] as number) * known.length;
        const [count, since] = [sign * Number(moves[row]), recorded.of(row)];
        for (let place = windows[row] as number; place < known.length; place++)
          if (since <= (known[place] as number)) inside[first + place] = (inside[first + place] as number) + count;
      }
    },
  };
}
