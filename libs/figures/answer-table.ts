import { onePage, type CellType, type Table, type TableColumn } from '#kernel/table.js';
import { otherCurrency } from './currency.js';
import type { Answer, Column } from './figure.answers.js';
import type { Metric } from './metric.js';

/** What is said of an answer beside its rows. */
type About = ReturnType<Table['about']>;

/** Names that a file's name tells; of more it has the first. */
const NAMED = 3;

/**
 * The answer to a question as a table, with the totals that it was answered with.
 * @param asked the question as it was asked
 * @param definitionOf what a metric means, in words; undefined for a column that is none
 */
export function answerTable(
  { columns, rows, totals, meta }: Answer,
  asked: object,
  definitionOf: (name: string) => string | undefined,
): Table {
  const { currency, asOf } = meta;
  const cells = (row: Answer['totals']) => columns.map(({ name }) => row[name] ?? null);
  const figures = columns.filter(({ name }) => name in totals);
  const cuts = columns.filter(({ name }) => !(name in totals));
  return {
    name: [...figures.slice(0, NAMED), ...cuts]
      .map(({ name }) => name)
      .concat(asOf)
      .join('_'),
    columns: columns.map((column) => columnOf(column, currency)),
    pages: onePage(rows.map(cells)),
    // The only row is the total itself.
    ...(cuts.length > 0 && { totals: cells(totals) }),
    about: () => [...aboutAnswer(meta, asked), ...definitions(figures, definitionOf)],
  };
}

function aboutAnswer(meta: Answer['meta'], asked: object): About {
  const { asOf, knownAt, position, definitions: of, currency, incomplete, from, to } = meta;
  return [
    ...aboutState({ asked, asOf, knownAt, position, definitions: of }),
    ...(from === undefined || to === undefined ? [] : [['from', from] as const, ['to', to] as const]),
    ['currency', currency],
    ...(incomplete.length > 0 ? [['incomplete', incomplete.join(', ')] as const] : []),
  ];
}

/** Which state of the book a table is of. */
export interface TableState {
  readonly asked: object;
  readonly asOf: string;
  /** Null where everything recorded counts. */
  readonly knownAt: string | null;
  readonly position: string;
  readonly definitions: { readonly lifecycle: string; readonly tiers: string };
}

export function aboutState({ asked, asOf, knownAt, position, definitions: of }: TableState): About {
  return [
    ['question', JSON.stringify(asked)],
    ['asOf', asOf],
    ['knownAt', knownAt ?? 'everything recorded'],
    ['position', position],
    ['definitions.lifecycle', of.lifecycle],
    ['definitions.tiers', of.tiers],
  ];
}

function definitions(figures: readonly Column[], definitionOf: (name: string) => string | undefined): About {
  return figures.flatMap(({ name }) => {
    const definition = definitionOf(name);
    return definition === undefined ? [] : [[name, definition] as const];
  });
}

const TYPES: Readonly<Record<Column['type'], CellType>> = {
  string: 'text',
  integer: 'integer',
  decimal: 'decimal',
  number: 'number',
};

function columnOf({ name, type, unit, currency }: Column, base: string): TableColumn {
  return { name, type: name === 'day' ? 'date' : TYPES[type], label: headOf(name, unit, currency ?? base) };
}

/** The head of a figure: of which currency it is, where it is money of one. */
function headOf(name: string, unit: string, currency: string): string {
  return unit === 'money' && currency !== '' ? `${name} (${currency})` : name;
}

/** A column that has figures of one metric. */
export function figureColumn(
  name: string,
  metric: Pick<Metric, 'type' | 'unit' | 'onlyBy'>,
  where: Readonly<Record<string, readonly string[]>>,
  base: string,
): TableColumn {
  return { name, type: metric.type, label: headOf(name, metric.unit, otherCurrency(metric, where) ?? base) };
}
