import { journalFields } from '#figures/journal/journal.js';
import { staleKeys } from '#figures/journal/stale.js';
import type { Views } from '#kernel/ports/views.js';
import type { Step } from '#kernel/step.js';

/** Events that are looked back through; from more on, everybody is looked at anew in less time. */
const MOST_EVENTS = 50_000;

/** What everybody's documents are looked at as of. */
export interface LookedAt {
  /** All that was recorded up to here is in them. */
  readonly position: number;
  /** Of whom something waits to be decoded: it comes into their documents without another event. */
  readonly waiting: ReadonlySet<string>;
}

/** To be asked before what is looked at itself. */
export async function looksAt(views: Views): Promise<LookedAt> {
  const { position } = await views.sums([]);
  const own = await views.checkpoint(0);
  // Shards go on one by one, and the index of the facts may be ahead of the documents of the only one.
  return { position: Math.min(position, own), waiting: await staleKeys(views) };
}

/** Who may have changed since; undefined where they are so many that everybody is better looked at anew. */
export async function changedSince(
  { position, waiting }: LookedAt,
  views: Views,
  step: Step,
): Promise<ReadonlySet<string> | undefined> {
  const changed = new Set(waiting);
  let events = 0;
  for await (const { customer } of journalFields(views, {}, position, Number.MAX_SAFE_INTEGER)) {
    step();
    if (++events > MOST_EVENTS) return undefined;
    if (customer !== '') changed.add(customer);
  }
  return changed;
}
