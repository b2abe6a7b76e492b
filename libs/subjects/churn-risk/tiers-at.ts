import type { Cell } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';

/**
 * Who is in a tier at the end of each origin: more moved into it by then than out of it, of what was recorded up to what was known then.
 * @param into grouped by customer, tier and recorded day, a window up to each origin @param known by origin
 */
export function tiersAt(
  into: readonly Cell[] = [],
  outOf: readonly Cell[] = [],
  known: readonly number[],
  step: Step,
): ReadonlyMap<string, readonly (string | null)[]> {
  const changes = changesIn(into, outOf, known, step);
  const found = new Map<string, (string | null)[]>();
  for (const [customer, tiers] of changes) {
    step();
    const at: (string | null)[] = known.map(() => null);
    for (const [tier, inside] of tiers) for (const [i, count] of inside.entries()) if (count > 0n) at[i] = tier;
    found.set(customer, at);
  }
  return found;
}

/** By customer and tier, how many more moved in than out by the end of each origin. */
function changesIn(into: readonly Cell[], outOf: readonly Cell[], known: readonly number[], step: Step) {
  const changes = new Map<string, Map<string, bigint[]>>();
  for (const [cells, sign] of [
    [into, 1n],
    [outOf, -1n],
  ] as const)
    for (const { window, group, sums } of cells) {
      step();
      const [customer = '', tier = '', recorded] = group;
      const own = changes.get(customer) ?? new Map<string, bigint[]>();
      changes.set(customer, own);
      const inside = own.get(tier) ?? known.map(() => 0n);
      own.set(tier, inside);
      for (let i = window; i < known.length; i++)
        if (Number(recorded) <= (known[i] ?? Infinity)) inside[i] = (inside[i] ?? 0n) + sign * (sums[0] ?? 0n);
    }
  return changes;
}
