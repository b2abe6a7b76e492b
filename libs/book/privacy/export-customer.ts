import type { JournalEntry } from '#figures/journal/journal.js';
import { Problem } from '#kernel/problem.js';
import { customerStreamOf } from '#subjects/customers/customer.commands.js';
import { askedAs, principal, type Principal } from '../access/principal.js';
import type { Book } from '../book.js';
import { askedBy, askerSignal } from '../reading/asker.js';
import { erasureAmong } from './erased.js';

/** Events read at a time. */
const A_PAGE = 1_000;

/**
 * All that the book has of a customer, as lines of JSON: every event that is of it, open, and every label that figures know it by, both with both
 * clocks. The first page is read before it is answered, so that whatever there is to refuse is refused before a line is given.
 * @throws Problem `not-found`, `customer-erased`
 */
export async function exportCustomer(book: Book, customerId: string): Promise<AsyncGenerator<Uint8Array, void>> {
  await needUnerased(book, customerId);
  const { models } = book;
  await models.waitFor(await book.log.tail());
  // What comes meanwhile is not waited for: else it might never end.
  const upTo = models.position;
  const allowance = principal()?.allowance;
  allowance?.file();
  const open = openly();
  const page = (after: number): Promise<readonly JournalEntry[]> =>
    open(async () => {
      const asked = { customerId, after, limit: A_PAGE };
      const { events } = await models.use(undefined, (model) => model.read('journal', asked));
      return events;
    });
  const first = await page(0);
  if (first.length === 0) throw new Problem('not-found', `nothing is recorded of a customer ${customerId}`);
  const piece = (kind: string, things: readonly object[]): Uint8Array => {
    allowance?.shown(things.length);
    return Buffer.from(things.map((thing) => `${JSON.stringify({ kind, ...thing })}\n`).join(''));
  };
  return (async function* () {
    for (let events = first; ; events = await page(positionOf(events.at(-1)))) {
      const within = events.filter((event) => positionOf(event) <= upTo);
      if (within.length > 0) yield piece('event', within);
      if (events.length < A_PAGE || positionOf(events.at(-1)) >= upTo) break;
    }
    const labels = await open(() => models.use(undefined, (model) => model.read('labels', { customerId })));
    if (labels.length > 0) yield piece('label', labels);
  })();
}

/** Who may hand out what is of a person is shown it, wherever it is read on: whoever takes the lines may do that elsewhere. */
function openly(): <Result>(run: () => Result) => Result {
  const asker = askerSignal();
  const who = withPersonal(principal());
  return (run) => askedBy(asker, () => askedAs(who, run));
}

function withPersonal(who: Principal | undefined): Principal | undefined {
  if (who === undefined) return undefined;
  return { ...who, rights: { ...who.rights, words: new Set([...who.rights.words, 'personal']) } };
}

/** @throws Problem `customer-erased` */
async function needUnerased({ log }: Book, customerId: string): Promise<void> {
  const events = await log.readStream(customerStreamOf(customerId));
  if (erasureAmong(events) !== undefined)
    throw new Problem('customer-erased', `the customer ${customerId} was erased: there is nothing left to hand out`);
}

function positionOf(entry: JournalEntry | undefined): number {
  return Number(entry?.position);
}
