import { figureColumn } from '#figures/answer-table.js';
import type { Table, TableColumn } from '#kernel/table.js';
import { formatDay } from '#kernel/time/calendar.js';
import { answered } from './answered.js';
import type { Book } from './book.js';
import { onOneDay, pagedTable, ROWS_A_PAGE } from './paged-table.js';
import type { HeldAnswer } from './reading/readers.js';
import type { Answered } from './reading/reads.js';
import { cellOf, type AskedRecords } from './records.js';
import { Tabular } from './tabular.js';

const RECORD: readonly TableColumn[] = [
  { name: 'kind', type: 'text' },
  { name: 'id', type: 'text' },
  { name: 'customerId', type: 'text' },
  { name: 'occurredAt', type: 'instant' },
];

/** Answers `/v1/records`: a page of the things behind a figure; as a table all of them, with shares that sum to it. */
export function records(book: Book, asked: AskedRecords): Tabular<HeldAnswer<Answered<'records'>>> {
  return new Tabular(
    () =>
      answered(book, asked, (shown) => shown.model.json('records', cellOf(asked, shown, book.calendar.fiscalStart))),
    () => recordsTable(book, asked),
  );
}

function recordsTable(book: Book, { limit: _limit, cursor: _cursor, ...asked }: AskedRecords): Promise<Table> {
  const clocks = onOneDay(book, asked);
  const { metric, where } = asked;
  const columns = [...RECORD, { ...figureColumn('value', metric, where, book.currency), adds: true }];
  return pagedTable(
    book,
    {
      name: ['records', metric.name, clocks.asOf].join('_'),
      columns,
      asked: cellAsked(asked),
      clocks,
    },
    (cursor) =>
      answered(book, clocks, async (shown) => {
        const question = { ...clocks, limit: ROWS_A_PAGE, ...(cursor !== undefined && { cursor }) };
        const { records: found, next } = await shown.model.read(
          'records',
          cellOf(question, shown, book.calendar.fiscalStart),
        );
        const rows = found.map(({ kind, id, customerId, occurredAt, value }) => [
          kind,
          id,
          customerId,
          occurredAt,
          value,
        ]);
        return { rows, next, from: shown.model };
      }),
  );
}

function cellAsked({ metric, where, from, to, period, asOf, knownAt, replay }: Omit<AskedRecords, 'limit'>): object {
  const days = {
    ...(period !== undefined && { period: period.name }),
    ...(from !== undefined && { from: formatDay(from) }),
    ...(to !== undefined && { to: formatDay(to) }),
  };
  return { metric: metric.name, where, ...days, asOf, knownAt, replay };
}
