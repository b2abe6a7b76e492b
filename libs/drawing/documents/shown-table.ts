import { formatFigure } from '#charts/numbers.js';
import type { Answer, Column } from '#figures/figure.answers.js';
import type { Report, ReportPart } from './report.js';
import { reportTexts } from './report-texts.js';

/** A table as people read it: every cell in words. */
export interface ShownTable {
  readonly heads: readonly ShownCell[];
  readonly rows: readonly (readonly ShownCell[])[];
  /** Absent where the only row is the total itself. */
  readonly totals?: readonly ShownCell[];
  /** What is left out. */
  readonly notes: readonly string[];
}

export interface ShownCell {
  readonly text: string;
  /** Figures stand to the right. */
  readonly isFigure: boolean;
}

/** The first rows and columns of an answer. */
export function shownTable(
  { answer }: ReportPart,
  { language }: Report,
  most: { readonly rows: number; readonly columns: number },
): ShownTable {
  const texts = reportTexts(language);
  const columns = answer.columns.slice(0, most.columns);
  const left = answer.columns.slice(most.columns).map(({ name }) => name);
  const more = answer.rows.length - most.rows;
  const cells = (row: Answer['totals']): readonly ShownCell[] =>
    columns.map((column) => shown(row[column.name] ?? null, column, answer, language));
  const isFigure = ({ name }: Column): boolean => name in answer.totals;
  const totals = cells(answer.totals).map((cell, i) =>
    cell.isFigure ? cell : { ...cell, text: i === 0 ? texts.total : '' },
  );
  return {
    heads: columns.map((column) => ({ text: headOf(column, answer), isFigure: isFigure(column) })),
    rows: answer.rows.slice(0, most.rows).map(cells),
    ...(!answer.columns.every(isFigure) && { totals }),
    notes: [
      ...(more > 0 ? [texts.moreRows(more)] : []),
      ...(left.length > 0 ? [texts.moreColumns(left.join(', '))] : []),
    ],
  };
}

/** A figure that a period was reported with, and what it is now. */
export function shownChanges({ changes = [], language, parts }: Report): ShownTable | undefined {
  if (changes.length === 0) return undefined;
  const texts = reportTexts(language);
  const currency = parts[0]?.answer.meta.currency ?? '';
  const figure = (value: Answer['totals'][string], column: Column): ShownCell => ({
    text: formatFigure(value, column, currency, language),
    isFigure: true,
  });
  return {
    heads: [
      { text: texts.figure, isFigure: false },
      { text: texts.before, isFigure: true },
      { text: texts.after, isFigure: true },
    ],
    rows: changes.map(({ title, column, before, after }) => [
      { text: title, isFigure: false },
      figure(before, column),
      figure(after, column),
    ]),
    notes: [],
  };
}

function shown(value: Answer['totals'][string], column: Column, { totals, meta }: Answer, language: string): ShownCell {
  const isFigure = column.name in totals;
  return { text: isFigure ? formatFigure(value, column, meta.currency, language) : String(value ?? ''), isFigure };
}

function headOf({ name, unit, currency }: Column, { meta }: Answer): string {
  const money = currency ?? meta.currency;
  return unit === 'money' && money !== '' ? `${name} (${money})` : name;
}
