import type { AboutBook } from '../book/about-book.js';
import { addDays } from '../book/calendar.js';
import type { Clocks } from '../book/clocks.js';
import type { Question } from './question.js';

const MONTH = 30;

/**
 * What an address says in addition where a figure is explained: which one, and the moment it is explained from, which is what was known
 * when the days that are asked about were over, or a month ago.
 */
export function startOfWhy(
  { metrics, to }: Question,
  { asOf }: Clocks,
  { today }: AboutBook,
): Readonly<Record<string, string | undefined>> {
  const now = asOf ?? today;
  const knownAt2 = to !== undefined && to < now ? to : addDays(now, -MONTH);
  return { why: metrics[0], asOf2: asOf, knownAt2 };
}
