import { readWholeJournal } from '#figures/journal/journal.js';
import { findAll } from '#kernel/ports/find-all.js';
import { readHistory } from '../../customers/timeline/history.js';
import type { ReadOn } from '../../read.js';
import { KnownCustomer } from '../known-customer.js';
import { customersSince } from '../times.js';

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
  for await (const { id, body } of findAll(on.views, 'customers', after === undefined ? {} : { after })) {
    on.step();
    const isKept = ofJournal !== true && !touched.has(id);
    yield isKept
      ? KnownCustomer.fromHistory(readHistory(id, body), on, erased.get(id))
      : await KnownCustomer.fromJournal(id, on);
  }
}
