import { listMetrics } from '#insights/query/catalogue.js';
import { cohortMatrix, type CohortQuestion } from '#insights/query/cohorts.js';
import { customerAsOf, customerTimeline } from '#insights/query/customer-card.js';
import { listCustomers, type CustomersQuestion } from '#insights/query/customers.js';
import { dimensionValues } from '#insights/query/dimension-values.js';
import { allFigures, type FiguresQuestion } from '#insights/query/figures.js';
import { interactionDetail } from '#insights/query/interaction-detail.js';
import { readJournal, type JournalQuestion } from '#insights/query/journal.js';
import { opportunityDetail } from '#insights/query/opportunity-detail.js';
import { overdueCustomers, type OverdueQuestion } from '#insights/query/overdue.js';
import { recordsPage } from '#insights/query/records-page.js';
import { rfm } from '#insights/query/rfm.js';
import { saleDetail } from '#insights/query/sale-detail.js';
import type { Policies } from '#insights/customer/policy.js';
import type { Views } from '#kernel/views.port.js';
import { recordMany, type BulkLine } from '#ledger/bulk.js';
import type { CommandType } from '#ledger/readers.js';
import { handlersOn } from '#platform/handlers.js';
import { answered, momentOf, todayOf, type Clocks } from './answered.js';
import { ask, contextOf } from './ask.js';
import { BOOK, type Book } from './book.js';
import type { Model } from './model.js';
import { explainDifference } from './explain.js';
import { needDecodable } from './need-decodable.js';
import { closedPeriod, closePeriod, listClosings, restatements } from './periods.js';
import { previewPolicy, type PolicyKind } from './preview.js';
import { cellOf, type AskedRecords } from './records.js';
import { startReplay } from './start-replay.js';

/** Every command and query of the API, and what answers it. */

/** A command or query that is its fields. */
function message<Fields>() {
  return class {
    constructor(readonly asked: Fields) {}
  };
}

export class RecordFact extends message<{ readonly type: CommandType; readonly data: unknown }>() {}
export class RecordMany extends message<{ readonly lines: AsyncIterable<BulkLine> }>() {}
export class ClosePeriod extends message<{ readonly period: string; readonly data: unknown }>() {}
export class StartReplay extends message<{ readonly request: unknown }>() {}
export class CancelReplay extends message<{ readonly id: string }>() {}
export class Rebuild extends message<object>() {}

export class AskQuestion extends message<{ readonly question: unknown }>() {}
export class ExplainDifference extends message<{ readonly question: unknown }>() {}
export class ListMetrics extends message<object>() {}
export class ListDimensionValues extends message<{ readonly name: string }>() {}
export class ListFigures extends message<
  Clocks & Pick<FiguresQuestion, 'grain'> & { readonly from?: number; readonly to?: number }
>() {}
export class ListCohorts extends message<Clocks & Pick<CohortQuestion, 'grain' | 'measure'>>() {}
export class ScoreCustomers extends message<Clocks>() {}
export class ListOverdue extends message<Clocks & Pick<OverdueQuestion, 'limit' | 'cursor'>>() {}
export class ListRecords extends message<AskedRecords>() {}
export class ListCustomers extends message<Clocks & Omit<CustomersQuestion, 'asOf' | 'knownAt' | 'asked'>>() {}
export class ShowCustomer extends message<{ readonly id: string } & Clocks>() {}
export class ShowTimeline extends message<{ readonly id: string } & Clocks>() {}
export class ShowSale extends message<{ readonly id: string }>() {}
export class ShowInteraction extends message<{ readonly id: string }>() {}
export class ShowOpportunity extends message<{ readonly id: string }>() {}
export class ReadJournal extends message<JournalQuestion>() {}
export class PreviewPolicy extends message<{ readonly kind: PolicyKind; readonly body: unknown }>() {}
export class ListClosings extends message<object>() {}
export class ShowPeriod extends message<{ readonly period: string; readonly number?: number }>() {}
export class ListRestatements extends message<{
  readonly period: string;
  readonly number?: number;
  readonly after?: number;
  readonly limit: number;
}>() {}
export class ListReplays extends message<object>() {}
export class ShowReplay extends message<{ readonly id: string }>() {}

const { onCommand, onQuery } = handlersOn<Book>(BOOK);

export const HANDLERS = [
  onCommand(RecordFact, (book, { asked: { type, data } }) => book.ledger.record(type, data)),
  onCommand(RecordMany, (book, { asked: { lines } }) => recordMany(book.ledger, lines)),
  onCommand(ClosePeriod, (book, { asked: { period, data } }) => closePeriod(book, period, data)),
  onCommand(StartReplay, (book, { asked: { request } }) => startReplay(book, request)),
  onCommand(CancelReplay, (book, { asked: { id } }) => book.replays.cancel(id)),
  onCommand(Rebuild, async (book) => {
    await needDecodable(book, 'A rebuild');
    await book.models.rebuild();
    return { building: book.models.building() ?? null };
  }),

  onQuery(AskQuestion, (book, { asked: { question } }) => ask(book, question)),
  onQuery(ExplainDifference, (book, { asked: { question } }) => explainDifference(book, question)),
  onQuery(ListMetrics, async () => ({ metrics: listMetrics() })),
  onQuery(ListDimensionValues, (book, { asked: { name } }) =>
    served(book, async ({ views }) => ({ name, values: await dimensionValues(name, views, todayOf(book)) })),
  ),
  onQuery(ListFigures, (book, { asked }) =>
    answered(book, asked, async (shown) => {
      const { from, to = shown.asOf, grain } = asked;
      const cut = { ...(from !== undefined && { from }), ...(grain !== undefined && { grain }) };
      const question = { ...cut, to, ...cutOf(shown) };
      const { digest, figures, position } = await allFigures(question, shown.model.views, contextOf(book, shown));
      return { digest, position: position === undefined ? null : String(position), figures };
    }),
  ),
  onQuery(ListCohorts, (book, { asked }) =>
    answered(book, asked, (shown) => {
      const { grain, measure } = asked;
      const { fiscalStart } = book.calendar;
      return cohortMatrix({ grain, measure, fiscalStart, today: shown.today, ...cutOf(shown) }, shown.model.views);
    }),
  ),
  onQuery(ScoreCustomers, (book, { asked }) => answered(book, asked, (shown) => rfm(cutOf(shown), shown.model.views))),
  onQuery(ListOverdue, (book, { asked: { limit, cursor, ...asked } }) =>
    answered(book, asked, (shown) => {
      const { views, policies } = shown.model;
      const question = { limit, asked, ...cutOf(shown), ...(cursor !== undefined && { cursor }) };
      return overdueCustomers(question, views, { calendar: book.calendar, policies });
    }),
  ),
  onQuery(ListRecords, (book, { asked }) =>
    answered(book, asked, (shown) => recordsPage(cellOf(asked, shown), shown.model.views)),
  ),
  onQuery(ListCustomers, (book, { asked }) => customersOf(book, asked)),
  onQuery(ShowCustomer, (book, { asked }) => single(book, asked, customerAsOf)),
  onQuery(ShowTimeline, (book, { asked }) => single(book, asked, customerTimeline)),
  onQuery(ShowSale, (book, { asked: { id } }) => served(book, ({ views }) => saleDetail(id, views))),
  onQuery(ShowInteraction, (book, { asked: { id } }) => served(book, ({ views }) => interactionDetail(id, views))),
  onQuery(ShowOpportunity, (book, { asked: { id } }) => served(book, ({ views }) => opportunityDetail(id, views))),
  onQuery(ReadJournal, async (book, { asked }) => {
    const events = await served(book, ({ views }) => readJournal(views, asked));
    return { events, next: events.length < asked.limit ? null : (events.at(-1)?.position ?? null) };
  }),
  onQuery(PreviewPolicy, (book, { asked: { kind, body } }) => previewPolicy(book, kind, body)),
  onQuery(ListClosings, (book) => listClosings(book)),
  onQuery(ShowPeriod, (book, { asked: { period, number } }) => closedPeriod(book, period, number)),
  onQuery(ListRestatements, (book, { asked: { period, ...rest } }) => restatements(book, period, rest)),
  onQuery(ListReplays, async (book) => ({ replays: book.replays.list() })),
  onQuery(ShowReplay, async (book, { asked: { id } }) => book.replays.status(id)),
];

function served<Answer>(book: Book, run: (model: Model) => Promise<Answer>): Promise<Answer> {
  return book.models.use(undefined, run);
}

/** Dates are answered from what is served, under the policies known then; an instant or a replay from a model that holds just that. */
async function customersOf(book: Book, { limit, cursor, ...asked }: ListCustomers['asked']) {
  const { asOf, knownAt, replay, ...rest } = asked;
  const { calendar } = book;
  const list = (views: Views, policies: Policies, day: number, known?: number) => {
    const clocks = { asOf: { day }, ...(known !== undefined && { knownAt: { day: known } }) };
    const question = { ...rest, ...clocks, limit, asked, ...(cursor !== undefined && { cursor }) };
    return listCustomers(question, views, { calendar, policies });
  };
  const at = momentOf(book, 'asOf', asOf);
  const known = momentOf(book, 'knownAt', knownAt);
  if (replay !== undefined || at?.instant !== undefined || known?.instant !== undefined)
    return answered(book, asked, ({ model, ...shown }) => list(model.views, model.policies, shown.asOf, shown.knownAt));
  const { policies } = await book.models.policiesKnown(known);
  return served(book, ({ views }) => list(views, policies, at?.day ?? todayOf(book), known?.day));
}

/** One customer, also as of an instant: its journal is short enough to be replayed by itself. */
async function single<Answer>(
  book: Book,
  { id, asOf, knownAt }: { readonly id: string } & Clocks,
  show: (...asked: Parameters<typeof customerAsOf>) => Promise<Answer>,
): Promise<Answer> {
  const known = momentOf(book, 'knownAt', knownAt);
  const { policies } = await book.models.policiesKnown(known);
  const context = { calendar: book.calendar, policies };
  const sight = { asOf: momentOf(book, 'asOf', asOf) ?? { day: todayOf(book) }, knownAt: known };
  return served(book, ({ views }) => show(id, views, sight, context));
}

function cutOf({ asOf, knownAt }: { readonly asOf: number; readonly knownAt?: number }) {
  return { asOf, ...(knownAt !== undefined && { knownAt }) };
}
