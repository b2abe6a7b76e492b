import type { Reconciliation } from '#client/index.js';
import { toTable } from './table.js';

type Documents = NonNullable<Reconciliation['documents']>;
type Listed = Documents['listed'][number];
type Cells = Readonly<Record<string, string | number | null>>;

/** What a reconciliation found, for people. */
export function reconciliationLines({ source, from, to, differences, controls, documents }: Reconciliation) {
  const of = `${source}, ${from} to ${to}`;
  const lines = [differences === 0 ? `${of}: nothing differs` : `${of}: ${String(differences)} differ`];
  if (controls.length > 0) lines.push(...tableOf(controls.map(controlCells)));
  if (documents === undefined) return lines;
  const { theirs, ours, same, counts, listed, leftOut, totals } = documents;
  lines.push(`${String(theirs)} documents of theirs, ${String(ours)} of ours, ${String(same)} are the same`);
  for (const [name, count] of Object.entries(counts)) lines.push(`${String(count)} ${name}`);
  if (totals.length > 0) lines.push(...tableOf(totals.map(totalCells)));
  if (listed.length > 0) lines.push(...tableOf(listed.map(documentCells)));
  if (leftOut > 0) lines.push(`${String(leftOut)} more differ`);
  return lines;
}

function controlCells({
  metric,
  where = {},
  day,
  theirs,
  ours,
  difference,
}: Reconciliation['controls'][number]): Cells {
  const of = Object.entries(where).map(([name, values]) => `${name}=${values.join(',')}`);
  return { metric, of: [...of, ...(day === undefined ? [] : [day])].join(' '), theirs, ours, difference };
}

function totalCells({ date = '', currency, theirs, ours, difference }: Documents['totals'][number]): Cells {
  return { date, currency, theirs, ours, difference };
}

function documentCells({ differences, id, line, theirs, ours, times, detail = '' }: Listed): Cells {
  const side = ({ date = '', amount, currency = '', customerId = '' }: NonNullable<Listed['theirs']>): string =>
    [date, amount, currency, customerId].filter((text) => text !== '').join(' ');
  return {
    differs: differences.join(',') + (times === undefined ? '' : ` x${String(times)}`),
    id,
    line: line === undefined ? '' : String(line),
    theirs: theirs === undefined ? detail : side(theirs),
    ours: ours === undefined ? '' : side(ours),
  };
}

function tableOf(rows: readonly Cells[]): readonly string[] {
  const columns = Object.keys(rows[0] ?? {}).map((name) => ({ name, type: 'string' as const }));
  return toTable({ columns, rows }).trimEnd().split('\n');
}
