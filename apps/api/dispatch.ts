import { listMetrics } from '#subjects/catalogue.js';
import type { CohortQuestion } from '#subjects/customers/cohorts.js';
import type { CustomersQuestion } from '#subjects/customers/customers.js';
import type { FiguresQuestion } from '#figures/figures.js';
import type { JournalQuestion } from '#figures/journal/journal.js';
import type { OverdueQuestion } from '#subjects/customers/overdue.js';
import type { Policies } from '#subjects/policies/policy.js';
import { recordMany, type BulkLine } from '#ledger/bulk.js';
import { patiently } from '#engine/patience.js';
import { StoreAway } from '#kernel/store-away.js';
import { handlersOn } from '#platform/handlers.js';
import { answered, momentOf, todayOf, type Clocks } from '#book/answered.js';
import { ask } from '#book/ask.js';
import { BOOK, type Book } from '#book/book.js';
import type { Model } from '#book/model.js';
import { explainDifference } from '#book/explain.js';
import { needDecodable } from '#book/need-decodable.js';
import { closedPeriod, closePeriod, listClosings } from '#book/periods.js';
import { previewPolicy, type PolicyKind } from '#book/preview.js';
import { cellOf, type AskedRecords } from '#book/records.js';
import { restatements } from '#book/restatements.js';
import { startReplay } from '#book/replays/start-replay.js';

/** Every command and query of the API, and what answers it. */

/** A command or query that is its fields. */
function message<Fields>() {
  return class {
    constructor(readonly asked: Fields) {}
  };
}

export class RecordFact extends message<{ readonly type: string; readonly data: unknown }>() {}
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
export class ReadLog extends message<{
  readonly after: number;
  readonly limit: number;
  readonly stream: string | undefined;
}>() {}
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

/** Milliseconds that a bulk request waits for a log that is away: sent lines are not sent again for a short outage. */
const BULK_PATIENCE = 30_000;

const { onCommand, onQuery } = handlersOn<Book>(BOOK, (error) =>
  error instanceof StoreAway ? error.toAsker() : error,
);

export const HANDLERS = [
  onCommand(RecordFact, (book, { asked: { type, data } }) => book.ledger.record(type, data)),
  onCommand(RecordMany, (book, { asked: { lines } }) => patiently(BULK_PATIENCE, () => recordMany(book.ledger, lines))),
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
    served(book, (model) => model.json('dimension', { name, today: todayOf(book) })),
  ),
  onQuery(ListFigures, (book, { asked: { from, to, grain, ...clocks } }) =>
    answered(book, clocks, (shown) => {
      const cut = { ...(from !== undefined && { from }), ...(grain !== undefined && { grain }) };
      return shown.model.json('figures', { ...cut, to: to ?? shown.asOf, today: shown.today, ...cutOf(shown) });
    }),
  ),
  onQuery(ListCohorts, (book, { asked: { grain, measure, ...clocks } }) =>
    answered(book, clocks, (shown) =>
      shown.model.json('cohorts', { grain, measure, today: shown.today, ...cutOf(shown) }),
    ),
  ),
  onQuery(ScoreCustomers, (book, { asked }) => answered(book, asked, (shown) => shown.model.json('rfm', cutOf(shown)))),
  onQuery(ListOverdue, (book, { asked: { limit, cursor, ...asked } }) =>
    answered(book, asked, (shown) => {
      const question = { limit, asked, ...cutOf(shown), ...(cursor !== undefined && { cursor }) };
      return shown.model.json('overdue', question);
    }),
  ),
  onQuery(ListRecords, (book, { asked }) =>
    answered(book, asked, (shown) => shown.model.json('records', cellOf(asked, shown))),
  ),
  onQuery(ListCustomers, (book, { asked }) => customersOf(book, asked)),
  onQuery(ShowCustomer, (book, { asked }) => single(book, 'customer', asked)),
  onQuery(ShowTimeline, (book, { asked }) => single(book, 'timeline', asked)),
  onQuery(ShowSale, (book, { asked }) => served(book, (model) => model.json('sale', asked))),
  onQuery(ShowInteraction, (book, { asked }) => served(book, (model) => model.json('interaction', asked))),
  onQuery(ShowOpportunity, (book, { asked }) => served(book, (model) => model.json('opportunity', asked))),
  onQuery(ReadJournal, (book, { asked }) => served(book, (model) => model.json('journal', asked))),
  onQuery(ReadLog, async ({ log }, { asked: { after, limit, stream } }) => {
    // The end first: it may only grow meanwhile.
    const tail = await log.tail();
    const found = stream === undefined ? await log.readAll(after, limit) : await log.readStream(stream);
    const events = found.map((event) => ({ ...event, position: String(event.position) }));
    const more = stream === undefined && events.length === limit;
    return { events, next: more ? (events.at(-1)?.position ?? null) : null, tail: String(tail) };
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
  const list = (model: Model, policies: Policies, day: number, known?: number) => {
    const clocks = { asOf: { day }, ...(known !== undefined && { knownAt: { day: known } }) };
    const page = { limit, ...(cursor !== undefined && { cursor }) };
    return model.json('customers', { ...rest, ...clocks, ...page, asked, policies });
  };
  const at = momentOf(book, 'asOf', asOf);
  const known = momentOf(book, 'knownAt', knownAt);
  if (replay !== undefined || at?.instant !== undefined || known?.instant !== undefined)
    return answered(book, asked, ({ model, ...shown }) => list(model, model.policies, shown.asOf, shown.knownAt));
  const { policies } = await book.models.policiesKnown(known);
  return served(book, (model) => list(model, policies, at?.day ?? todayOf(book), known?.day));
}

/** One customer, also as of an instant: its journal is short enough to be replayed by itself. */
async function single(
  book: Book,
  kind: 'customer' | 'timeline',
  { id, asOf, knownAt }: { readonly id: string } & Clocks,
) {
  const known = momentOf(book, 'knownAt', knownAt);
  const { policies } = await book.models.policiesKnown(known);
  const sight = { asOf: momentOf(book, 'asOf', asOf) ?? { day: todayOf(book) }, knownAt: known };
  return served(book, (model) => model.json(kind, { id, sight, policies }));
}

function cutOf({ asOf, knownAt }: { readonly asOf: number; readonly knownAt?: number }) {
  return { asOf, ...(knownAt !== undefined && { knownAt }) };
}
