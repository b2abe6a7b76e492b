import { basisSaid } from '#figures/basis.js';
import { figureColumn } from '#figures/answer-table.js';
import type { SharePage } from '#figures/share-pages.js';
import type { Table, TableColumn } from '#kernel/table.js';
import { formatDay } from '#kernel/time/calendar.js';
import { answered, type Clocks } from './answered.js';
import type { Book } from './book.js';
import { catalogueAsked } from './catalogue-known.js';
import { onOneDay, pagedTable, ROWS_A_PAGE, type Page } from './paged-table.js';
import type { HeldAnswer } from './reading/readers.js';
import type { Answered } from './reading/reads.js';
import { cellOf, readRecordsParameters, recordsQuestion, type AskedRecords } from './records.js';
import { Tabular } from './tabular.js';

const RECORD: readonly TableColumn[] = [
  { name: 'kind', type: 'text' },
  { name: 'id', type: 'text' },
  { name: 'customerId', type: 'text' },
  { name: 'occurredAt', type: 'instant' },
];

/** Answers `/v1/records`: a page of the things behind a figure; as a table all of them, with shares that sum to it. @throws Problem saying what is possible */
export async function records(
  book: Book,
  parameters: Readonly<Record<string, unknown>>,
): Promise<Tabular<HeldAnswer<Answered<'records'>>>> {
  const asked = readRecordsParameters(parameters, await catalogueAsked(parameters, clocksIn(parameters), book));
  return new Tabular(
    () =>
      answered(book, asked, (shown) =>
        shown.model.json('records', recordsQuestion(asked, shown, book.calendar.fiscalStart)),
      ),
    () => recordsTable(book, asked),
  );
}

/** Those that are well-formed: what is not is refused where all parameters are read. */
function clocksIn(parameters: Readonly<Record<string, unknown>>): Clocks {
  const text = (name: keyof Clocks) => (typeof parameters[name] === 'string' ? parameters[name] : undefined);
  return { asOf: text('asOf'), knownAt: text('knownAt'), replay: text('replay') };
}

function recordsTable(book: Book, { limit: _limit, cursor: _cursor, ...asked }: AskedRecords): Promise<Table> {
  const clocks = onOneDay(book, asked);
  const { metric, where, basis } = asked;
  const currency = basis?.currency ?? book.currency;
  const columns = [...RECORD, { ...figureColumn('value', metric, where, currency), adds: true }];
  return pagedTable(
    book,
    {
      name: ['records', metric.name, clocks.asOf].join('_'),
      columns,
      asked: cellAsked(asked),
      clocks,
    },
    pagesOf(book, clocks),
  );
}

/** What is behind the cell is worked out once, so that all pages are of one state and together they sum to it. */
function pagesOf(
  book: Book,
  asked: Omit<AskedRecords, 'limit' | 'cursor'>,
): (cursor: string | undefined) => Promise<Page> {
  let shares: SharePage[] | undefined;
  return () =>
    answered(book, asked, async ({ model, ...shown }) => {
      const { metric, ...cell } = cellOf(asked, shown, book.calendar.fiscalStart);
      const { knownAt } = cell;
      shares ??= [...(await model.read('shares', { metric, ...cell, rows: ROWS_A_PAGE }))];
      const page = shares.shift();
      const found =
        page === undefined
          ? []
          : await model.read('recordsIn', { page, metric, ...(knownAt !== undefined && { knownAt }) });
      const rows = found.map(({ kind, id, customerId, occurredAt, value }) => [
        kind,
        id,
        customerId,
        occurredAt,
        value,
      ]);
      return { rows, next: shares.length === 0 ? null : 'more', from: model };
    });
}

function cellAsked(cell: Omit<AskedRecords, 'limit'>): object {
  const { metric, where, from, to, period, basis, asOf, knownAt, replay } = cell;
  const days = {
    ...(period !== undefined && { period: period.name }),
    ...(from !== undefined && { from: formatDay(from) }),
    ...(to !== undefined && { to: formatDay(to) }),
  };
  return { metric: metric.name, where, ...days, ...basisSaid(basis), asOf, knownAt, replay };
}
