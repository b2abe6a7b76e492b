import { readWholeJournal } from '#figures/journal/journal.js';
import { findAll } from '#kernel/ports/find-all.js';
import { keptHistory } from '../../customers/merging/kept-histories.js';
import { readHistory } from '../../customers/timeline/stored-history.js';
import type { ReadOn } from '../../read.js';
import { KnownCustomer } from '../known-customer.js';
import { customersSince } from '#figures/journal/since.js';

/** Which customers, and from when on what was known of them is asked for. */
export interface Asked {
  /** The id to begin after. */
  readonly after?: string | undefined;
  /** A position before all that was recorded since then. */
  readonly position: number;
  /** Whether what was recorded about them is looked at by itself. */
  readonly ofJournal?: boolean;
}

/** Every customer, in the order of ids. Of those about whom nothing was recorded since, what is kept is what was known. */
export async function* customersKnown({ after, position, ofJournal }: Asked, on: ReadOn): AsyncIterable<KnownCustomer> {
  const touched = await customersSince(position, on.views);
  const erasures = await readWholeJournal(on.views, { type: 'CustomerErased' });
  const erased = new Map(erasures.map(({ key, recordedAt }) => [key, recordedAt]));
  for await (const { id, fields, body } of findAll(on.views, 'customers', after === undefined ? {} : { after })) {
    on.step();
    const { family } = readHistory(id, body);
    // Nothing is done about who was another all the time.
    if (family?.into !== undefined && !touched.has(id)) continue;
    const isKept = ofJournal !== true && ![id, ...(family?.members ?? [])].some((one) => touched.has(one));
    const history = isKept ? await keptHistory({ id, fields, body }, on.views) : undefined;
    yield history === undefined
      ? await KnownCustomer.fromJournal(id, on)
      : KnownCustomer.fromHistory(history, on, erased.get(id));
  }
}
