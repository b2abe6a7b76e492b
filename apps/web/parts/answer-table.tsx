import { useState } from 'preact/hooks';
import type { Column } from '#client/index.js';
import { FigureTable } from './figure-table.js';
import { useSpeech } from '../page-means.js';
import type { Figure } from '../words/format.js';
import { comparedIn, currencyOf, isCut, isPeriodColumn, type Shown } from '../book/answer.js';

type Row = Shown['rows'][number];

interface AnswerTableProps {
  readonly answer: Shown;
  /** What it shows, for who cannot see it. */
  readonly caption: string;
  /** Shows what is behind a figure; without it figures are no buttons. The row is absent for a total. */
  readonly onCell?: ((column: Column, row: Row | undefined) => void) | undefined;
}

/** More would only be scrolled past. */
const ROWS = 200;

/** An answer to a question, all of it. */
export function AnswerTable({ answer, caption, onCell }: AnswerTableProps) {
  const { t } = useSpeech();
  const [limit, setLimit] = useState(ROWS);
  const { columns, rows, totals } = answer;
  const hasTotals = Object.values(totals).some((total) => total !== null);
  return (
    <>
      <FigureTable caption={caption}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" class={isCut(answer, column) ? '' : 'is-number'}>
                <ColumnTitle column={column} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((row, i) => (
            <AnswerRow key={i} answer={answer} row={row} onCell={onCell} />
          ))}
        </tbody>
        {rows.length > 1 && hasTotals && <Totals answer={answer} onCell={onCell} />}
      </FigureTable>
      {rows.length === 0 && <p class="nothing">{t('nothing')}</p>}
      {rows.length > limit && (
        <button type="button" class="more" onClick={() => setLimit(rows.length)}>
          {t('rows.all', { count: rows.length })}
        </button>
      )}
    </>
  );
}

function ColumnTitle({ column }: { readonly column: Column }) {
  const { t, name } = useSpeech();
  const compared = comparedIn(column);
  return <>{compared === undefined ? name(column.name) : t(compared)}</>;
}

interface AnswerRowProps extends Pick<AnswerTableProps, 'answer' | 'onCell'> {
  readonly row: Row;
}

function AnswerRow({ answer, row, onCell }: AnswerRowProps) {
  const { t, valueName, format } = useSpeech();
  const { columns, meta } = answer;
  const { currency } = meta;
  const isRunning = columns.some(
    (column) => isPeriodColumn(column) && meta.incomplete.includes(String(row[column.name])),
  );
  return (
    <tr class={isRunning ? 'is-incomplete' : ''}>
      {columns.map((column, i) => {
        const value = row[column.name];
        if (!isCut(answer, column))
          return <FigureCell key={column.name} {...{ value, column, row, currency, onCell }} />;
        const text = isPeriodColumn(column) ? format.period(String(value)) : valueName(column.name, String(value));
        const shown = isRunning && isPeriodColumn(column) ? `${text} (${t('incomplete')})` : text;
        const when = isPeriodColumn(column) ? 'is-when' : '';
        return i === 0 ? (
          <th key={column.name} scope="row" class={when}>
            {shown}
          </th>
        ) : (
          <td key={column.name} class={when}>
            {shown}
          </td>
        );
      })}
    </tr>
  );
}

interface FigureCellProps extends Pick<AnswerTableProps, 'onCell'> {
  readonly value: Figure;
  readonly column: Column;
  readonly row: Row | undefined;
  /** Of money, unless the column says another. */
  readonly currency: string;
}

function FigureCell({ value, column, row, currency, onCell }: FigureCellProps) {
  const { format } = useSpeech();
  const compared = comparedIn(column);
  const about = { ...column, currency: currencyOf(column, row) ?? currency };
  const text = compared === 'change' ? format.percent(value) : format.figure(value, about);
  const exact = format.exact(value, about);
  const hasMore = onCell !== undefined && compared === undefined && value !== null && value !== undefined;
  return (
    <td class="is-number" title={exact === text ? undefined : exact}>
      {hasMore ? (
        <button type="button" class="cell" onClick={() => onCell(column, row)}>
          {text}
        </button>
      ) : (
        text
      )}
    </td>
  );
}

function Totals({ answer, onCell }: Pick<AnswerTableProps, 'answer' | 'onCell'>) {
  const { t } = useSpeech();
  const { columns, totals, meta } = answer;
  return (
    <tfoot>
      <tr>
        {columns.map((column, i) => {
          if (!isCut(answer, column))
            return (
              <FigureCell
                key={column.name}
                value={totals[column.name]}
                column={column}
                row={undefined}
                currency={meta.currency}
                onCell={onCell}
              />
            );
          return i === 0 ? (
            <th key={column.name} scope="row">
              {t('total')}
            </th>
          ) : (
            <td key={column.name} />
          );
        })}
      </tr>
    </tfoot>
  );
}
