import type { Views } from '#kernel/ports/views.js';
import type { Rows } from './rows.js';
import { firstDaySeen } from './seen.js';

/** The days a question is about, both ends included; of a span that is cut away entirely `to` lies before `from`. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What a question says of its span. */
export interface AskedSpan {
  readonly from?: number;
  readonly to?: number;
  /** The day the question is as of: the end where it names none. */
  readonly asOf: number;
  /** A day to begin at where the question names none and no fact is as early. */
  readonly first?: number;
  /** The last day that facts may be recorded on. */
  readonly knownAt?: number;
}

/**
 * Runs on the span of a question. This is the one place that says what a question without `from` means: it begins at the first day of all,
 * that of the earliest fact in any series, of those that are seen. Runs again where an earlier fact came in meanwhile, so that the answer covers all its position does.
 */
export async function onSpan<Answer>(
  { from, asOf, to = asOf, first: alsoFirst = Infinity, knownAt }: AskedSpan,
  views: Views,
  rows: Rows | undefined,
  run: (span: Span) => Promise<Answer>,
): Promise<Answer> {
  if (from !== undefined) return run({ from, to });
  for (let first = await firstDaySeen(views, rows, knownAt); ;) {
    const found = await run({ from: Math.min(first ?? to, alsoFirst, to), to });
    const again = await firstDaySeen(views, rows, knownAt);
    if (again === first) return found;
    first = again;
  }
}

/** The part of some days inside a span and not after `asOf`. */
export function cut(days: Span, span: Span, asOf: number): Span {
  return { from: Math.max(days.from, span.from), to: Math.min(days.to, span.to, asOf) };
}

export function isEmpty({ from, to }: Span): boolean {
  return from > to;
}
