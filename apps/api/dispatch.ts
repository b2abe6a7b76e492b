import { listMetrics } from '#insights/query/catalogue.js';
import { answer } from '#insights/query/answer.js';
import { customerAsOf, customerTimeline } from '#insights/query/customer-card.js';
import { listCustomers, type CustomersQuestion } from '#insights/query/customers.js';
import { dimensionValues } from '#insights/query/dimension-values.js';
import { interactionDetail } from '#insights/query/interaction-detail.js';
import { readJournal, type JournalQuestion } from '#insights/query/journal.js';
import { parseMoment, type Moment } from '#insights/query/moment.js';
import { parseQuestion } from '#insights/query/question.js';
import { saleDetail } from '#insights/query/sale-detail.js';
import { recordMany, type BulkLine } from '#ledger/bulk.js';
import type { CommandType } from '#ledger/ledger.js';
import { handlersOn } from '#platform/handlers.js';
import { BOOK, type Book } from './book.js';

/** Every command and query of the API, and what answers it. */

export class RecordFact {
  constructor(
    readonly type: CommandType,
    readonly data: unknown,
  ) {}
}
export class RecordMany {
  constructor(readonly lines: AsyncIterable<BulkLine>) {}
}
export class AskQuestion {
  constructor(readonly question: unknown) {}
}
export class ListMetrics {
  readonly all = true;
}
export class ListDimensionValues {
  constructor(readonly name: string) {}
}
export class ListCustomers {
  constructor(readonly question: Omit<CustomersQuestion, 'asOf' | 'knownAt'> & AsKnown) {}
}
export class ShowCustomer {
  constructor(
    readonly id: string,
    readonly as: AsKnown,
  ) {}
}
export class ShowTimeline extends ShowCustomer {}
export class ShowSale {
  constructor(readonly id: string) {}
}
export class ShowInteraction {
  constructor(readonly id: string) {}
}
export class ReadJournal {
  constructor(readonly question: JournalQuestion) {}
}

/** The two clocks as callers name them. */
export interface AsKnown {
  readonly asOf?: string;
  readonly knownAt?: string;
}

const { onCommand, onQuery } = handlersOn<Book>(BOOK);

export const HANDLERS = [
  onCommand(RecordFact, (book, { type, data }) => book.ledger.record(type, data)),
  onCommand(RecordMany, (book, { lines }) => recordMany(book.ledger, lines)),
  onQuery(AskQuestion, (book, { question }) => ask(book, question)),
  onQuery(ListMetrics, async () => ({ metrics: listMetrics() })),
  onQuery(ListDimensionValues, async (book, { name }) => ({
    name,
    values: await dimensionValues(name, book.views, today(book)),
  })),
  onQuery(ListCustomers, (book, { question }) => {
    const { asOf, knownAt, ...rest } = question;
    return listCustomers(
      { ...rest, ...moments(book, { ...(asOf && { asOf }), ...(knownAt && { knownAt }) }) },
      book.views,
      book,
    );
  }),
  onQuery(ShowCustomer, (book, { id, as }) => {
    const { asOf, knownAt } = moments(book, as);
    return customerAsOf(id, book.views, asOf, knownAt, book);
  }),
  onQuery(ShowTimeline, (book, { id, as }) => {
    const { asOf, knownAt } = moments(book, as);
    return customerTimeline(id, book.views, asOf, knownAt, book);
  }),
  onQuery(ShowSale, (book, { id }) => saleDetail(id, book.views)),
  onQuery(ShowInteraction, (book, { id }) => interactionDetail(id, book.views)),
  onQuery(ReadJournal, async (book, { question }) => {
    const events = await readJournal(book.views, question);
    return { events, next: events.length < question.limit ? null : (events.at(-1)?.position ?? null) };
  }),
];

function ask(book: Book, raw: unknown) {
  const definitions = { lifecycle: 'default', tiers: 'default' };
  const { currency, calendar } = book;
  return answer(parseQuestion(raw), book.views, {
    today: today(book),
    fiscalStart: calendar.fiscalStart,
    currency,
    definitions,
  });
}

function today({ calendar, clock }: Book): number {
  return calendar.dayOf(clock().toISOString());
}

function moments(book: Book, { asOf, knownAt }: AsKnown): { readonly asOf: Moment; readonly knownAt?: Moment } {
  const at = asOf === undefined ? { day: today(book) } : parseMoment('asOf', asOf, book.calendar);
  return knownAt === undefined ? { asOf: at } : { asOf: at, knownAt: parseMoment('knownAt', knownAt, book.calendar) };
}
