import { closedColumns } from '#subjects/periods/closed-figures.js';
import { shownToday, type FigureTables, type Shown } from '#figures/figures.js';
import { CATALOGUE } from '#subjects/catalogue.js';
import { formatDecimal, readDecimal } from '#kernel/decimal.js';
import type { Book } from './book.js';
import type { Restatements } from './period.answers.js';
import { closedFigures, closingNumbered, figuresNow, periodNamed } from './periods.js';

/** What was recorded after a closing and falls into its period, a page of it, with the effect of each and of all. */
export async function restatements(
  book: Book,
  name: string,
  { number, after, limit }: { readonly number?: number; readonly after?: number; readonly limit: number },
): Promise<Restatements> {
  const period = periodNamed(book, name);
  const { closing, tables } = await closingNumbered(book, name, number);
  const before = await closedFigures(book, period, { closing, tables });
  const now = await figuresNow(book, period, stillShown(closedColumns(tables)));
  const { events, next } = await book.models.use(undefined, (model) =>
    model.read('laterFacts', { period, after: Math.max(after ?? 0, Number(closing.position)), limit }),
  );
  return { period: name, closing, changes: changesOf(before, now.figures), facts: events, next };
}

/** Of the figures that were closed those that there still are. */
function stillShown(closed: Shown): Shown {
  const today = shownToday(CATALOGUE);
  return { '': (closed[''] ?? []).filter((name) => today['']?.includes(name)) };
}

/** The totals that differ. */
function changesOf(before: FigureTables, now: FigureTables) {
  const [closed = {}] = before[''] ?? [];
  const [current = {}] = now[''] ?? [];
  return Object.keys(current)
    .filter((name) => closed[name] !== current[name])
    .map((name) => {
      const [was = null, is = null] = [closed[name], current[name]];
      return { metric: name, closed: was, now: is, change: changeOf(was, is) };
    });
}

function changeOf(was: string | number | null, is: string | number | null): string | number | null {
  if (typeof was === 'string' && typeof is === 'string') return formatDecimal(readDecimal(is) - readDecimal(was));
  return typeof was === 'number' && typeof is === 'number' ? is - was : null;
}
