import type { Scheduled } from '#engine/schedule/schedule.js';
import { cron } from '#engine/schedule/timetable.js';
import { Problem } from '#kernel/problem.js';
import { formatDay } from '#kernel/time/calendar.js';
import { RETENTION } from '#subjects/retention/retention.commands.js';
import { rulesOn } from '#subjects/retention/retention-rules.js';
import { todayOf } from '../answered.js';
import type { Book } from '../book.js';
import { dueCustomers, erasable } from './due-customers.js';
import { eraseCustomer } from './erase-customer.js';

/** Customers erased for one occasion, so that a rule of many does not hold up all else. */
const MOST_AT_ONCE = 1_000;
/** Permanent: its checkpoint and its occasions are called so. */
const NAME = 'retention';
const EVERY_HOUR = cron('0 * * * *', 'UTC');
/** What keeps a customer from being erased, and is no reason not to go on with the others. */
const PASSED_OVER = ['legal-hold', 'not-sealed', 'not-found'];

/** Erases whom the rules of retention say, every hour some, by the way that everybody is erased; nothing of hours in which nothing ran is made up for. */
export function retentionRounds(book: Book): Scheduled<unknown, never> {
  return {
    name: NAME,
    timetable: EVERY_HOUR,
    makeUp: 1,
    run: async ({ id }) => {
      await eraseDue(book, id);
      return [];
    },
  };
}

/**
 * Erases those who are due. What is recorded of each is named after the occasion: run again for the same one, those that were erased for it count.
 * @param most of one occasion
 */
export async function eraseDue(book: Book, occasion: string, most = MOST_AT_ONCE): Promise<void> {
  const today = todayOf(book);
  const rules = rulesOn(await book.log.readStream(RETENTION.prefix), formatDay(today));
  if (rules.length === 0) return;
  await book.models.waitFor(await book.log.tail());
  let left = most - (await erasedFor(book, occasion, most));
  for await (const customer of dueCustomers(book, { rules, today })) {
    if (left <= 0) return;
    if ((await erasable(book, customer)) === 'yes' && (await isErasedNow(book, customer, occasion))) left--;
  }
}

async function isErasedNow(book: Book, customer: string, occasion: string): Promise<boolean> {
  try {
    return !(await eraseCustomer(book, customer, { id: occasion, reason: 'retention' })).duplicate;
  } catch (error) {
    if (error instanceof Problem && PASSED_OVER.includes(error.code)) return false;
    throw error;
  }
}

/** How many were erased for an occasion: they are among the last ones. */
function erasedFor({ models }: Book, occasion: string, most: number): Promise<number> {
  return models.use(undefined, async ({ views }) => {
    const where = { type: 'CustomerErased' };
    const found = await views.find('journal', { where, descending: true, limit: most });
    return found.filter(({ body }) => changeOf(body) === occasion).length;
  });
}

function changeOf(body: unknown): unknown {
  return (body as { readonly data: { readonly change?: unknown } }).data.change;
}
