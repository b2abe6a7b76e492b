import { object, optional } from '#ledger/input/object.js';
import { Shape } from '#ledger/input/shape.js';
import { label } from '#ledger/input/text.js';
import { formatDay } from '#kernel/time/calendar.js';
import { RULE } from '#subjects/retention/retention.commands.js';
import type { RetentionPreview } from '#subjects/retention/retention.answers.js';
import { todayOf } from '../answered.js';
import type { Book } from '../book.js';
import { dueCustomers, erasable } from './due-customers.js';

const PREVIEW = new Shape(
  object({
    // Waited for before this is asked.
    position: optional(label),
    ...RULE,
  }),
);
/** What is sent to try a rule. */
export const RETENTION_PREVIEW_BODY = PREVIEW.schema;

/** Whom a rule would have erased, were it published to hold today. Nobody is. @throws Problem `invalid-request` */
export async function previewRetention(book: Book, body: unknown): Promise<RetentionPreview> {
  const { of, afterDays } = PREVIEW.read(body, book);
  const today = todayOf(book);
  const found = { yes: 0, erased: 0, held: 0, unsealed: 0 };
  for await (const customer of dueCustomers(book, { rules: [{ of, afterDays }], today }))
    found[await erasable(book, customer)]++;
  const { yes: customers, held, unsealed } = found;
  return { of, afterDays, asOf: formatDay(today), customers, held, unsealed };
}
