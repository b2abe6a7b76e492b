import type { RecordedEvent } from '#kernel/event.js';
import { customerStreamOf } from '#subjects/customers/customer.commands.js';
import type { HoldPlaced, HoldReleased } from '#subjects/customers/customer.events.js';
import { heldAfter } from '#subjects/customers/holds.js';
import type { DueQuestion } from '#subjects/retention/due.js';
import type { Book } from '../book.js';
import { askerSignal } from '../reading/asker.js';
import { erasureAmong } from './erased.js';
import { firstUnsealed } from './sealed.js';

/** Whom rules have erased, those included who are already, or cannot be. */
export async function* dueCustomers({ models }: Book, asked: Omit<DueQuestion, 'after'>): AsyncGenerator<string> {
  for (let after: string | null | undefined; after !== null;) {
    askerSignal().throwIfAborted();
    const question: DueQuestion = { ...asked, ...(after !== undefined && { after }) };
    const { due, next } = await models.use(undefined, (model) => model.read('due', question));
    yield* due;
    after = next;
  }
}

/** Whether a customer can be erased, and why not. */
export async function erasable(book: Book, customer: string): Promise<'yes' | 'erased' | 'held' | 'unsealed'> {
  const events = await book.log.readStream(customerStreamOf(customer));
  if (erasureAmong(events) !== undefined) return 'erased';
  if (events.filter(isAboutHolds).reduce(heldAfter, []).length > 0) return 'held';
  return (await firstUnsealed(book, customer)) === undefined ? 'yes' : 'unsealed';
}

function isAboutHolds(event: RecordedEvent): event is RecordedEvent & (HoldPlaced | HoldReleased) {
  return event.type === 'HoldPlaced' || event.type === 'HoldReleased';
}
